using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>The slice of a layer's weights, biases … in the flat vector of parameters or statistics.</summary>
/// <param name="Layer">The number of the dense layer that it belongs to, from 1; 0 for layers before the first.</param>
/// <param name="Part">The kind of parameters, such as <c>weights</c>.</param>
/// <param name="Offset">The offset in the vector.</param>
/// <param name="Rows">The number of rows: the layer's inputs for weights, 1 for a vector.</param>
/// <param name="Columns">The number of columns: the layer's outputs for weights.</param>
/// <param name="IsWeight">Whether weight decay, penalties and the maximum norm apply.</param>
public readonly record struct ParameterSlice(int Layer, string Part, int Offset, int Rows, int Columns, bool IsWeight)
{
    /// <summary>The number of values.</summary>
    public int Length => this.Rows * this.Columns;

    /// <summary>The name, such as <c>layer1.weights</c>, or <c>input.scale</c> for everything before the first dense layer.</summary>
    public string Name => this.Layer == 0 ? $"input.{this.Part}" : FormattableString.Invariant($"layer{this.Layer}.{this.Part}");

    /// <summary>The range in the flat vector.</summary>
    public Range Range => this.Offset..(this.Offset + this.Length);

    /// <summary>The shape: [rows, columns] of weights and other matrices, [columns] of a vector.</summary>
    public long[] Shape() => this.IsWeight || this.Rows > 1 ? [this.Rows, this.Columns] : [this.Columns];

    /// <summary>The slice of a flat vector.</summary>
    public Span<T> Of<T>(Span<T> parameters) => parameters.Slice(this.Offset, this.Length);

    /// <summary>The slice of a flat vector.</summary>
    public ReadOnlySpan<T> Of<T>(ReadOnlySpan<T> parameters) => parameters.Slice(this.Offset, this.Length);

    /// <summary>The slice of a flat vector as a matrix [rows × columns].</summary>
    public MatrixView<T> MatrixOf<T>(Span<T> parameters)
        where T : unmanaged
        => new(this.Of(parameters), this.Rows, this.Columns);

    /// <summary>The slice of a flat vector as a matrix [rows × columns].</summary>
    public ReadOnlyMatrixView<T> MatrixOf<T>(ReadOnlySpan<T> parameters)
        where T : unmanaged
        => new(this.Of(parameters), this.Rows, this.Columns);
}
