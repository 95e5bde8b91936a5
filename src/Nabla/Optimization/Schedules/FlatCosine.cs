using Nabla.Descriptions;

namespace Nabla.Optimization;

/// <summary>
/// Constant for a while, then down to 0 along half a wave of the cosine: 1 for t &lt; flat, then ½·(1 + cos(π·(t − flat) / (1 − flat))), with
/// t = time / duration (Holzmüller, Grinsztajn and Steinwart, <i>Better by Default</i>, NeurIPS 2024, for dropout and weight decay).
/// </summary>
/// <param name="Duration">The time until 0; default 100.</param>
/// <param name="Flat">The part of it that is flat, 0 to below 1; default .5.</param>
public sealed record FlatCosine(double Duration = 100, double Flat = .5) : Schedule
{
    /// <summary>The time until 0.</summary>
    public double Duration { get; } = Require.Positive(Duration);

    /// <summary>The part of it that is flat.</summary>
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
