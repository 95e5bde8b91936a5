using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>The rate is multiplied by a factor each time: factorᵗ.</summary>
/// <param name="Decay">The factor; default .95.</param>
public sealed record ExponentialDecay(double Decay = .95) : Schedule
{
    /// <summary>The factor.</summary>
    public double Decay { get; } = Require.Positive(Decay);

    /// <inheritdoc/>
    public override Notation Notation => new("exponential", this.Decay);

    /// <inheritdoc/>
    public override double Factor(double time, ScheduleState state) => Elementary.Pow(this.Decay, time);
}
