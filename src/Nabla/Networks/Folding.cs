using System.Numerics;
using Nabla.Descriptions;

namespace Nabla.Networks;

/// <summary>A network as predictions need it: without what only training does, and with batch normalization folded into weights and biases.</summary>
internal static class Folding
{
    /// <summary>A network that predicts the same up to rounding; the network itself if there is nothing to fold.</summary>
    public static Network<T> Fold<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (network.StatisticsSlices.Count == 0)
            return network;
        NetworkSpec spec = network.Spec;
        var folded = new Network<T>(new NetworkSpec(spec.Inputs, [.. Fold(spec.Layers)]) { Loss = spec.Loss, Reduction = spec.Reduction });
        foreach (ParameterSlice slice in network.Slices)
        {
            // Slices keep their names; γ is left behind where it is folded.
            ParameterSlice same = folded.Slices.FirstOrDefault(other => other.Name == slice.Name);
            if (same.Length > 0)
                slice.Of(network.Parameters).CopyTo(same.Of(folded.Parameters));
        }

        foreach (Layer<T> layer in network.Stack.Flattened)
            layer.FoldInto(network.Parameters, network.Statistics, folded);
        return folded;
    }

    /// <summary>The layers that predictions need, each folded into the one before where that is possible.</summary>
    public static List<LayerSpec> Fold(ValueList<LayerSpec> layers)
    {
        var folded = new List<LayerSpec>();
        foreach (LayerSpec layer in layers)
        {
            if (folded.Count > 0 && layer.FoldedInto(folded[^1]) is { } merged)
                folded[^1] = merged;
            else if (layer.ForPrediction() is { } needed)
                folded.Add(needed);
        }

        return folded;
    }
}
