using Nabla.Descriptions;

namespace Nabla.Optimization;

/// <summary>
/// A schedule whose time is the completed fraction of the run, from 0 to 1, step by step: with a duration of 1 it lasts for the whole run, for any
/// number of epochs.
/// </summary>
/// <param name="Schedule">The schedule.</param>
public sealed record WholeRun(Schedule Schedule) : Schedule
{
    /// <inheritdoc/>
    public override Notation Notation => new($"whole-run,{this.Schedule}");

    /// <inheritdoc/>
    public override bool LooksAtLosses => this.Schedule.LooksAtLosses;

    /// <inheritdoc/>
    public override void Observe(ScheduleState state, double loss, double baseRate) => this.Schedule.Observe(state, loss, baseRate);

    /// <inheritdoc/>
    public override double Factor(double time, ScheduleState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return this.Schedule.Factor(time / Math.Max(1, state.StepsOfRun), state);
    }

    /// <inheritdoc/>
    public override double Time(long epoch, long step) => step;
}
