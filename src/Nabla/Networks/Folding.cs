using System.Numerics;
using Nabla.Descriptions;

namespace Nabla.Networks;

/// <summary>A network for prediction: without parts that only training needs, and with batch normalization folded into weights and biases.</summary>
internal static class Folding
{
    /// <summary>A network that predicts the same up to rounding; the network itself if there is nothing to fold.</summary>
    public static Network<T> Fold<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (network.StatisticsSlices.Count == 0)
            return network;
        NetworkSpec spec = network.Spec;
        List<FoldedLayer> layers = Fold(spec.Layers);
        var folded = new Network<T>(new NetworkSpec(spec.Inputs, [.. layers.Select(layer => layer.Spec)]) { Loss = spec.Loss, Reduction = spec.Reduction, OutputLimits = spec.OutputLimits });
        Copy(layers, network, network.Stack, folded, folded.Stack);
        return folded;
    }

    /// <summary>The layers that predictions need, each folded into the one before where that is possible.</summary>
    public static List<FoldedLayer> Fold(ValueList<LayerSpec> layers)
    {
        var folded = new List<FoldedLayer>();
        for (int l = 0; l < layers.Count; l++)
        {
            if (folded.Count > 0 && layers[l].FoldedInto(folded[^1].Spec) is { } merged)
                folded[^1] = folded[^1] with { Spec = merged, Absorbed = [.. folded[^1].Absorbed, l] };
            else if (layers[l].ForPrediction() is { } needed)
                folded.Add(new FoldedLayer(needed, l, []));
        }

        return folded;
    }

    // Slices go from layer to layer, never by their names: these depend on what stands before.
    private static void Copy<T>(List<FoldedLayer> layers, Network<T> network, LayerStack<T> from, Network<T> folded, LayerStack<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int l = 0; l < layers.Count; l++)
        {
            Layer<T> layer = from.Layers[layers[l].Place];
            if (layer is ResidualLayer<T> block)
            {
                Copy(Fold(block.Spec.Branch), network, block.Branch, folded, ((ResidualLayer<T>)to.Layers[l]).Branch);
                continue;
            }

            // A dense layer into which something was folded may have a b that it had not: that begins as 0.
            (Range parameters, Range statistics) = from.PlacesOf(layers[l].Place);
            (Range Parameters, Range Statistics) target = to.PlacesOf(l);
            ParameterSlice[] own = [.. folded.Slices.Take(target.Parameters)];
            foreach ((ParameterSlice slice, ParameterSlice same) in network.Slices.Take(parameters).Zip(own))
                slice.Of(network.Parameters).CopyTo(same.Of(folded.Parameters));
            foreach ((ParameterSlice slice, ParameterSlice same) in network.StatisticsSlices.Take(statistics).Zip(folded.StatisticsSlices.Take(target.Statistics)))
                slice.Of(network.Statistics).CopyTo(same.Of(folded.Statistics));
            foreach (int absorbed in layers[l].Absorbed)
                from.Layers[absorbed].FoldInto(own[0].MatrixOf(folded.Parameters), own[1].Of(folded.Parameters), network.Parameters, network.Statistics);
        }
    }
}

/// <summary>A layer as predictions need it.</summary>
/// <param name="Spec">What it is.</param>
/// <param name="Place">Which of the layers it was.</param>
/// <param name="Absorbed">Which of the layers behind it were folded into it.</param>
internal sealed record FoldedLayer(LayerSpec Spec, int Place, IReadOnlyList<int> Absorbed);
