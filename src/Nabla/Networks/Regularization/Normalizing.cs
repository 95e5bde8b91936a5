using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>The normalisation of a layer in a pass; the default is an evaluation.</summary>
internal readonly ref struct Normalizing<T>(Batch<T> batch, Pass pass)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Batch<T> batch = batch;
    private readonly bool training = pass.IsTraining;

    /// <summary>z ← γ ⊙ norm(z) + b.</summary>
    public void Forward(Network<T> network, ReadOnlySpan<T> parameters, int l, MatrixView<T> z, Workspace<T> workspace)
    {
        Layer<T> layer = network.Layers[l];
        NormalizationBuffers<T> buffers = workspace.Normalization(l);
        ReadOnlySpan<T> gamma = layer.G(parameters), bias = layer.B(parameters);
        if (layer.Spec.Normalization == Normalization.Layer)
            LayerNormalization.Forward(z, gamma, bias, buffers);
        else if (this.training)
            BatchNormalization.Forward(z, this.batch.Weights, this.batch.TotalWeight, gamma, bias, buffers);
        else
            BatchNormalization.Forward(z, Mean(network, layer), Variance(network, layer), gamma, bias, buffers);
    }

    /// <summary>From ∂C/∂(γ ⊙ norm(z) + b) to ∂C/∂z; writes ∂C/∂γ.</summary>
    public void Backward(Layer<T> layer, ReadOnlySpan<T> parameters, Span<T> gradient, MatrixView<T> delta, NormalizationBuffers<T> buffers)
    {
        Span<T> gammaGradient = layer.Scale!.Value.Of(gradient);
        if (layer.Spec.Normalization == Normalization.Layer)
            LayerNormalization.Backward(delta, layer.G(parameters), gammaGradient, buffers);
        else
            BatchNormalization.Backward(delta, this.batch.Weights, this.batch.TotalWeight, layer.G(parameters), gammaGradient, buffers);
    }

    /// <summary>From ∂C/∂(γ ⊙ norm(z) + b) to ∂C/∂z after an evaluation, in which a batch has no influence on its examples.</summary>
    public static void BackwardOfEvaluation(Layer<T> layer, ReadOnlySpan<T> parameters, MatrixView<T> delta, NormalizationBuffers<T> buffers)
    {
        if (layer.Spec.Normalization == Normalization.Layer)
        {
            LayerNormalization.Backward(delta, layer.G(parameters), buffers.Sum, buffers);
            return;
        }

        Elementwise.Zip(default(Product), layer.G(parameters), buffers.Inverse, buffers.Factor);
        for (int row = 0; row < delta.Rows; row++)
            Elementwise.Zip(default(Product), delta.Row(row), buffers.Factor, delta.Row(row));
    }

    /// <summary>Takes the statistics of the last training pass into the running ones.</summary>
    public static void Commit(Network<T> network, int rows, Workspace<T> workspace)
    {
        for (int l = 0; l < network.Layers.Length; l++)
        {
            if (network.Layers[l].Statistics is not null)
                BatchNormalization.Commit(Mean(network, network.Layers[l]), Variance(network, network.Layers[l]), rows, workspace.Normalization(l));
        }
    }

    private static Span<T> Mean(Network<T> network, Layer<T> layer) => layer.Statistics!.Value.Of(network.Statistics);

    // It stands behind the mean.
    private static Span<T> Variance(Network<T> network, Layer<T> layer)
        => network.Statistics.Slice(layer.Statistics!.Value.Offset + layer.Outputs, layer.Outputs);
}
