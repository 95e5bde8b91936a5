using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>The rate is multiplied by a factor at regular intervals: factor^⌊t / every⌋.</summary>
/// <param name="Every">The time between two changes; default 10.</param>
/// <param name="Decay">The factor; default .1.</param>
public sealed record StepDecay(double Every = 10, double Decay = .1) : Schedule
{
    /// <summary>The time between two changes.</summary>
    public double Every { get; } = Require.Positive(Every);

    /// <summary>The factor.</summary>
    public double Decay { get; } = Require.Positive(Decay);

    /// <inheritdoc/>
    public override Notation Notation => new("step", this.Every, this.Decay);

    /// <inheritdoc/>
    public override double Factor(double time, ScheduleState state) => Elementary.Pow(this.Decay, Math.Floor(time / this.Every));
}
