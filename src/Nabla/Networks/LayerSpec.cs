namespace Nabla.Networks;

/// <summary>The description of a dense layer: a = f(x·W + b).</summary>
/// <param name="Units">The number of outputs, at least 1.</param>
public sealed record LayerSpec(int Units)
{
    /// <summary>The number of outputs, at least 1.</summary>
    public int Units { get; init; } = Units >= 1
        ? Units
        : throw new ArgumentOutOfRangeException(nameof(Units), $"a layer of {Units} units, wanted 1 or more");

    /// <summary>f; ReLU unless said.</summary>
    public Activation Activation { get; init; } = new ReLU();

    /// <summary>Whether there is a b; true unless said.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>How W starts; null, the default, leaves it to the activation.</summary>
    public Initializer? WeightInitializer { get; init; }

    /// <summary>How b starts; zeros unless said.</summary>
    public Initializer BiasInitializer { get; init; } = new Constant(0);
}
