using System.Numerics;
using Nabla.Networks;
using Nabla.Optimization;

namespace Nabla.Training;

/// <summary>Which layers of a network training changes, and how fast.</summary>
internal sealed class LayerRates
{
    private readonly double[] factors;

    /// <summary>Rates for a network.</summary>
    /// <param name="layers">The number of its dense layers.</param>
    /// <param name="frozen">The numbers of the layers that stay as they are; 0 for what stands before the first dense layer.</param>
    /// <param name="rateFactors">The factor of the learning rate of each layer, from 1; empty for 1 each. What stands before layer 1 has its factor.</param>
    /// <exception cref="ArgumentException">There is no such layer, or not a factor for each, or nothing to train.</exception>
    public LayerRates(int layers, IReadOnlyList<int> frozen, IReadOnlyList<double> rateFactors)
    {
        foreach (int layer in frozen)
        {
            if (layer < 0 || layer > layers)
                throw new ArgumentException(FormattableString.Invariant($"frozen layer {layer}, the network has layers 1 to {layers} (0 stands for what comes before layer 1)"));
        }

        if (rateFactors.Count != 0 && rateFactors.Count != layers)
            throw new ArgumentException(FormattableString.Invariant($"{rateFactors.Count} rate factors for {layers} layers, expected one for each"));
        this.Frozen = frozen.Count == 0 ? [] : [.. Enumerable.Range(0, layers + 1).Select(frozen.Contains)];
        this.factors = [.. rateFactors];
    }

    /// <summary>For each layer number, from 0, whether it stays as it is; empty for none.</summary>
    public bool[] Frozen { get; }

    /// <summary>The parts of the parameter vector that an update rule changes; weight decay is for weights alone.</summary>
    public ParameterGroup[] Groups<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => [.. this.Free(network).Select(slice => new ParameterGroup(slice.Range, Decay: slice.IsWeight, RateFactor: this.Factor(slice.Layer)))];

    /// <summary>The slices that are not frozen.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public ParameterSlice[] Free<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ParameterSlice[] free = [.. network.Slices.Where(slice => !this.IsFrozen(slice.Layer))];
        return free.Length > 0 ? free : throw new ArgumentException("every layer is frozen, so there is nothing to train");
    }

    private bool IsFrozen(int layer) => layer < this.Frozen.Length && this.Frozen[layer];

    private double Factor(int layer) => this.factors.Length == 0 ? 1 : this.factors[Math.Max(layer, 1) - 1];
}
