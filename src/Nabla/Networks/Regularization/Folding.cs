using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>
/// Takes batch normalisation away from a trained network: γ ⊙ (x·W − mean)/σ + b with the running σ = √(variance + ε) is x·W′ + b′ with
/// W′ = W·diag(γ/σ) and b′ = b − mean ⊙ γ/σ.
/// </summary>
internal static class Folding
{
    /// <summary>A network without batch normalisation that predicts the same up to rounding; the network itself if it has none.</summary>
    public static Network<T> Fold<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (network.StatisticsSlices.Count == 0)
            return network;
        NetworkSpec spec = network.Spec;
        var folded = new Network<T>(new NetworkSpec(spec.Inputs, [.. spec.Layers.Select(Plain)]) { Loss = spec.Loss, Reduction = spec.Reduction });
        for (int l = 0; l < network.Layers.Length; l++)
        {
            (Layer<T> layer, Layer<T> plain) = (network.Layers[l], folded.Layers[l]);
            layer.Weights.Of(network.Parameters).CopyTo(plain.Weights.Of(folded.Parameters));
            if (plain.Scale is { } scale)
                layer.G(network.Parameters).CopyTo(scale.Of(folded.Parameters));
            if (plain.Biases is { } biases)
                layer.B(network.Parameters).CopyTo(biases.Of(folded.Parameters)); // or zeros stay
            if (layer.Statistics is { } mean)
                Fold(layer, mean.Of(network.Statistics), network.Statistics.Slice(mean.Offset + mean.Length, mean.Length), network, plain, folded);
        }

        return folded;

        static LayerSpec Plain(LayerSpec layer)
            => layer.Normalization == Normalization.Batch ? layer with { Normalization = Normalization.None, Bias = true } : layer;
    }

    private static void Fold<T>(
        Layer<T> layer, ReadOnlySpan<T> mean, ReadOnlySpan<T> variance, Network<T> network, Layer<T> plain, Network<T> folded)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> gamma = layer.G(network.Parameters);
        MatrixView<T> weights = plain.Weights.MatrixOf(folded.Parameters);
        Span<T> biases = plain.Biases!.Value.Of(folded.Parameters);
        for (int j = 0; j < weights.Columns; j++)
        {
            double factor = double.CreateTruncating(gamma[j]) / Math.Sqrt(double.CreateTruncating(variance[j]) + LayerSpec.NormalizationEpsilon);
            for (int i = 0; i < weights.Rows; i++)
                weights[i, j] = T.CreateTruncating(factor * double.CreateTruncating(weights[i, j]));
            biases[j] = T.CreateTruncating(double.CreateTruncating(biases[j]) - (factor * double.CreateTruncating(mean[j])));
        }
    }
}
