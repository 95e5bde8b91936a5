using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>A layer compiled for a number type: its kernel, where its parameters stand in the flat vector, and where its running mean
/// stands among the statistics, the running variance behind it.</summary>
internal sealed record Layer<T>(
    LayerSpec Spec, LayerKernel<T> Kernel, ParameterSlice Weights, ParameterSlice? Scale, ParameterSlice? Biases, ParameterSlice? Statistics)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int Inputs => this.Weights.Rows;

    public int Outputs => this.Weights.Columns;

    public ReadOnlyMatrixView<T> W(ReadOnlySpan<T> parameters) => this.Weights.MatrixOf(parameters);

    /// <summary>γ.</summary>
    public ReadOnlySpan<T> G(ReadOnlySpan<T> parameters) => this.Scale is { } slice ? slice.Of(parameters) : [];

    public ReadOnlySpan<T> B(ReadOnlySpan<T> parameters) => this.Biases is { } slice ? slice.Of(parameters) : [];
}
