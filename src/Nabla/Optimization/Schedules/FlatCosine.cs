using Nabla.Descriptions;

namespace Nabla.Optimization;

/// <summary>
/// Constant at first, then along half a cosine wave to 0: 1 for t &lt; flat, then ½·(1 + cos(π·(t − flat) / (1 − flat))), with
/// t = time / duration (Holzmüller, Grinsztajn and Steinwart, <i>Better by Default</i>, NeurIPS 2024, for dropout and weight decay).
/// </summary>
/// <param name="Duration">The time until 0; default 100.</param>
/// <param name="Flat">The constant fraction of the time, at least 0 and below 1; default .5.</param>
public sealed record FlatCosine(double Duration = 100, double Flat = .5) : Schedule
{
    /// <summary>The time until 0.</summary>
    public double Duration { get; } = Require.Positive(Duration);

    /// <summary>The constant fraction of the time.</summary>
    public double Flat { get; } = Require.Fraction(Flat);

    /// <inheritdoc/>
    public override Notation Notation => new("flat-cosine", this.Duration, this.Flat);

    /// <inheritdoc/>
    public override double Factor(double time, ScheduleState state)
    {
        double t = Math.Min(1, time / this.Duration);
        return t < this.Flat ? 1 : CosineDecay.Between(1, 0, (t - this.Flat) / (1 - this.Flat));
    }
}
