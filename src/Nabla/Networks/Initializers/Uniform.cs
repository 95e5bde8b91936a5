using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>Uniform on [low, high).</summary>
public sealed record Uniform(double Low = -1, double High = 1) : Initializer
{
    /// <summary>The lower end; −1 by default.</summary>
    public double Low { get; } = Finite(Low, nameof(Low));

    /// <summary>The upper end; 1 by default.</summary>
    public double High { get; } = Finite(High, nameof(High)) >= Low
        ? High
        : throw new ArgumentException(FormattableString.Invariant($"a range from {Low} to {High}, expected two ascending numbers"), nameof(High));

    /// <inheritdoc/>
    public override Notation Notation => new("uniform", this.Low, this.High);

    /// <inheritdoc/>
    public override void Fill<T>(MatrixView<T> values, int fanIn, int fanOut, CounterRandom random)
        => FillUniform(values, this.Low, this.High, random);
}
