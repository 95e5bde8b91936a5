using Nabla.Descriptions;

namespace Nabla.Optimization;

/// <summary>A linear rise from 1/duration of the initial rate to all of it, followed by another schedule.</summary>
/// <param name="Duration">The duration of the rise.</param>
/// <param name="Then">The schedule that follows.</param>
public sealed record WarmUp(double Duration, Schedule Then) : Schedule
{
    /// <summary>The time of the rise.</summary>
    public double Duration { get; } = Require.Positive(Duration);

    /// <inheritdoc/>
    public override Notation Notation => new($"{new Notation("warmup", this.Duration)},{this.Then}");

    /// <inheritdoc/>
    public override bool LooksAtLosses => this.Then.LooksAtLosses;

    /// <inheritdoc/>
    public override void Observe(ScheduleState state, double loss, double baseRate) => this.Then.Observe(state, loss, baseRate);

    /// <inheritdoc/>
    public override double Factor(double time, ScheduleState state)
        => Math.Min(1, (time + 1) / this.Duration) * this.Then.Factor(Math.Max(0, time - this.Duration), state);

    /// <inheritdoc/>
    public override double Time(long epoch, long step) => this.Then.Time(epoch, step);
}
