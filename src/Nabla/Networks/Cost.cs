using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>The cost of a network on examples: the loss, as a mean or a sum, and the penalties.</summary>
public static class Cost
{
    /// <summary>The cost of a batch and its gradient with respect to every parameter.</summary>
    /// <param name="network">The network.</param>
    /// <param name="parameters">The point; the network's own parameters are ignored.</param>
    /// <param name="batch">The examples; at most as many as the workspace has rows.</param>
    /// <param name="gradient">Written: ∂C/∂θ.</param>
    /// <param name="workspace">Buffers.</param>
    /// <param name="pass">The pass; an evaluation by default.</param>
    public static double WithGradient<T>(
        Network<T> network, ReadOnlySpan<T> parameters, Batch<T> batch, Span<T> gradient, Workspace<T> workspace, Pass pass = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(workspace);
        var tree = new PieceTree(batch.X.Rows, workspace.PieceRows);
        double weight = PieceSums.TotalWeight(tree, batch.Weights, workspace.NumberSums), scale = Scale(network.Spec.Reduction, weight);
        Backpropagation.CostAndGradient(network, parameters, batch, new(tree), pass, weight, scale, gradient, workspace);
        double cost = scale * PieceSums.Total(tree, workspace.PieceCosts, workspace.NumberSums);
        return cost + AddPenalties(network, parameters, scale, gradient, pass);
    }

    /// <summary>The factor of a sum over examples of total weight n: 1/n for a mean, 1 for a sum.</summary>
    internal static double Scale(Reduction reduction, double totalWeight)
        => reduction == Reduction.Sum ? 1 : 1 / totalWeight;

    /// <summary>Returns the penalties times the scale, and adds their gradient if needed. Frozen parameters have no penalty.</summary>
    internal static double AddPenalties<T>(Network<T> network, ReadOnlySpan<T> parameters, double scale, Span<T> gradient, Pass pass = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        for (int p = 0; p < network.Spec.Penalties.Count; p++)
        {
            Penalty penalty = network.Spec.Penalties[p];
            foreach (ParameterSlice slice in network.Weights)
            {
                if (pass.Freezes(slice.Layer))
                    continue;
                ReadOnlySpan<T> weights = slice.Of(parameters);
                sum += penalty.Value(weights);
                if (!gradient.IsEmpty)
                    penalty.AddGradient(weights, slice.Of(gradient), scale);
            }
        }

        return scale * sum;
    }
}
