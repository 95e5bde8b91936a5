using System.Numerics;
using Nabla.Networks;
using Nabla.Optimization;

namespace Nabla.Training;

/// <summary>The layers that training changes, and their learning rate factors.</summary>
internal sealed class LayerRates
{
    private const string Biases = "biases";

    private readonly double[] factors;
    private readonly PartRate[] parts;
    private readonly bool decaysAll;

    /// <summary>Creates the rates for a network.</summary>
    /// <param name="layers">The number of its dense layers.</param>
    /// <param name="settings">The frozen layers, with 0 for everything before the first dense layer; the learning rate factor of each layer, from 1,
    /// where layer 1 includes everything before it; the factors of parameter kinds; and the kinds that decay.</param>
    /// <exception cref="ArgumentException">There is no such layer, or the numbers of factors and layers differ.</exception>
    public LayerRates(int layers, TrainingSettings settings)
    {
        (IReadOnlyList<int> frozen, IReadOnlyList<double> rateFactors) = (settings.Frozen ?? [], settings.RateFactors ?? []);
        foreach (int layer in frozen)
        {
            if (layer < 0 || layer > layers)
                throw new ArgumentException(FormattableString.Invariant($"frozen layer {layer}, the network has layers 1 to {layers} (0 stands for what comes before layer 1)"));
        }

        if (rateFactors.Count != 0 && rateFactors.Count != layers)
            throw new ArgumentException(FormattableString.Invariant($"{rateFactors.Count} rate factors for {layers} layers, expected one for each"));
        this.Frozen = frozen.Count == 0 ? [] : [.. Enumerable.Range(0, layers + 1).Select(frozen.Contains)];
        this.factors = [.. rateFactors];
        this.parts = [.. settings.PartRates ?? []];
        this.decaysAll = settings.DecayAll;
    }

    /// <summary>Whether each layer, from 0, is frozen; empty if none is.</summary>
    public bool[] Frozen { get; }

    /// <summary>
    /// The parts of the parameter vector that an update rule changes. Weight decay applies to weights only, or to all parameters except biases if
    /// that is set.
    /// </summary>
    public ParameterGroup[] Groups<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => [.. this.Free(network).Select(this.Group)];

    /// <summary>The slices that are not frozen.</summary>
    /// <exception cref="ArgumentException">All are frozen.</exception>
    public ParameterSlice[] Free<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ParameterSlice[] free = [.. network.Slices.Where(slice => !this.IsFrozen(slice.Layer))];
        return free.Length > 0 ? free : throw new ArgumentException("every layer is frozen, so there is nothing to train");
    }

    private ParameterGroup Group(ParameterSlice slice)
    {
        string part = slice.Part.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        double factor = this.Factor(slice.Layer);
        foreach (PartRate rate in this.parts)
            factor *= rate.Part == part ? rate.Factor : 1;
        return this.decaysAll
            ? new ParameterGroup(slice.Range, Decay: part != Biases, RateFactor: factor) { DecayFactor = factor }
            : new ParameterGroup(slice.Range, Decay: slice.IsWeight, RateFactor: factor);
    }

    private bool IsFrozen(int layer) => layer < this.Frozen.Length && this.Frozen[layer];

    private double Factor(int layer) => this.factors.Length == 0 ? 1 : this.factors[Math.Max(layer, 1) - 1];
}
