using Nabla.Descriptions;

namespace Nabla.Optimization;

/// <summary>A constant learning rate.</summary>
public sealed record ConstantRate : Schedule
{
    /// <inheritdoc/>
    public override Notation Notation => new("constant");

    /// <inheritdoc/>
    public override double Factor(double time, ScheduleState state) => 1;
}
