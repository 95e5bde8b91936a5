using Nabla.Descriptions;

namespace Nabla.Optimization;

/// <summary>A schedule whose time counts steps instead of epochs.</summary>
/// <param name="Schedule">The schedule.</param>
public sealed record PerStep(Schedule Schedule) : Schedule
{
    /// <inheritdoc/>
    public override Notation Notation => new($"per-step,{this.Schedule}");

    /// <inheritdoc/>
    public override bool LooksAtLosses => this.Schedule.LooksAtLosses;

    /// <inheritdoc/>
    public override void Observe(ScheduleState state, double loss, double baseRate) => this.Schedule.Observe(state, loss, baseRate);

    /// <inheritdoc/>
    public override double Factor(double time, ScheduleState state) => this.Schedule.Factor(time, state);

    /// <inheritdoc/>
    public override double Time(long epoch, long step) => step;
}
