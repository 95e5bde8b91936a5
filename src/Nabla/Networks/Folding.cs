using System.Numerics;
using Nabla.Descriptions;

namespace Nabla.Networks;

/// <summary>Creates networks for prediction: without layers that only training needs, and with batch normalization folded into weights and biases.</summary>
internal static class Folding
{
    /// <summary>Returns a network with equal predictions up to rounding; the network itself if there is nothing to fold.</summary>
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

    /// <summary>The layers that predictions need, each folded into the previous one if possible.</summary>
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

    // Slices are matched by layer, not by name, because names depend on preceding layers.
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

            // A dense layer into which another was folded may gain a b, which starts at 0.
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

/// <summary>A layer for prediction.</summary>
/// <param name="Spec">The description.</param>
/// <param name="Place">The index of the original layer.</param>
/// <param name="Absorbed">The indexes of the following layers folded into it.</param>
internal sealed record FoldedLayer(LayerSpec Spec, int Place, IReadOnlyList<int> Absorbed);
