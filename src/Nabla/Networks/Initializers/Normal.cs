using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>Normal with a mean and a standard deviation.</summary>
public sealed record Normal(double Mean = 0, double Deviation = 1) : Initializer
{
    /// <summary>The mean; 0 by default.</summary>
    public double Mean { get; } = Finite(Mean, nameof(Mean));

    /// <summary>The standard deviation; 1 by default.</summary>
    public double Deviation { get; } = Finite(Deviation, nameof(Deviation)) >= 0
        ? Deviation
        : throw new ArgumentException(FormattableString.Invariant($"a standard deviation of {Deviation}, expected 0 or more"), nameof(Deviation));

    /// <inheritdoc/>
    public override Notation Notation => new("normal", this.Mean, this.Deviation);

    /// <inheritdoc/>
    public override void Fill<T>(MatrixView<T> values, int fanIn, int fanOut, CounterRandom random)
        => FillNormal(values, this.Mean, this.Deviation, random);
}
