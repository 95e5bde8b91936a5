using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>A layer compiled for a number type: its kernel and where its parameters stand in the flat vector.</summary>
internal sealed record Layer<T>(LayerSpec Spec, LayerKernel<T> Kernel, ParameterSlice Weights, ParameterSlice? Biases)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int Inputs => this.Weights.Rows;

    public int Outputs => this.Weights.Columns;

    public ReadOnlyMatrixView<T> W(ReadOnlySpan<T> parameters) => this.Weights.MatrixOf(parameters);

    public ReadOnlySpan<T> B(ReadOnlySpan<T> parameters) => this.Biases is { } slice ? slice.Of(parameters) : [];
}
