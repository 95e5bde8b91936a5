using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>What a run of parameters is.</summary>
public enum ParameterKind
{
    /// <summary>W [inputs × outputs], row by row.</summary>
    Weights,

    /// <summary>b [outputs].</summary>
    Biases,
}

/// <summary>The place of a layer's weights or biases in the flat vector of all parameters.</summary>
/// <param name="Layer">The layer, from 1.</param>
/// <param name="Kind">Weights or biases.</param>
/// <param name="Offset">Where they begin.</param>
/// <param name="Rows">Rows: the layer's inputs, or 1 for biases.</param>
/// <param name="Columns">Columns: the layer's outputs.</param>
public readonly record struct ParameterSlice(int Layer, ParameterKind Kind, int Offset, int Rows, int Columns)
{
    /// <summary>How many parameters.</summary>
    public int Length => this.Rows * this.Columns;

    /// <summary>The name, as in <c>layer1.weights</c>.</summary>
    public string Name => this.Kind == ParameterKind.Weights ? $"layer{this.Layer}.weights" : $"layer{this.Layer}.biases";

    /// <summary>The shape: [inputs, outputs] of weights, [outputs] of biases.</summary>
    public long[] Shape() => this.Kind == ParameterKind.Weights ? [this.Rows, this.Columns] : [this.Columns];

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
