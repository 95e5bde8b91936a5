using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>What a run of parameters is.</summary>
public enum ParameterKind
{
    /// <summary>W [inputs × outputs], row by row.</summary>
    Weights,

    /// <summary>b [outputs].</summary>
    Biases,

    /// <summary>γ [outputs] of a normalisation.</summary>
    Scale,

    /// <summary>The running mean [outputs] of a batch normalisation: kept, not optimised.</summary>
    RunningMean,

    /// <summary>The running variance [outputs] of a batch normalisation: kept, not optimised.</summary>
    RunningVariance,
}

/// <summary>The place of a layer's weights, biases … in the flat vector of all parameters, or of all that is kept beside them.</summary>
/// <param name="Layer">The layer, from 1.</param>
/// <param name="Kind">What they are.</param>
/// <param name="Offset">Where they begin.</param>
/// <param name="Rows">Rows: the layer's inputs for weights, 1 for the others.</param>
/// <param name="Columns">Columns: the layer's outputs.</param>
public readonly record struct ParameterSlice(int Layer, ParameterKind Kind, int Offset, int Rows, int Columns)
{
    /// <summary>How many parameters.</summary>
    public int Length => this.Rows * this.Columns;

    /// <summary>The name, as in <c>layer1.weights</c>.</summary>
    public string Name => $"layer{this.Layer}." + this.Kind switch
    {
        ParameterKind.Weights => "weights",
        ParameterKind.Biases => "biases",
        ParameterKind.Scale => "scale",
        ParameterKind.RunningMean => "runningMean",
        _ => "runningVariance",
    };

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
