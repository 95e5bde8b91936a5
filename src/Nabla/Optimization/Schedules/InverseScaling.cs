using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>The rate decreases with a power of time: 1 / (t + 1)ᵖ. (Scikit-learn's form counts examples as time.)</summary>
/// <param name="Power">p, default .5.</param>
public sealed record InverseScaling(double Power = .5) : Schedule
{
    /// <summary>p.</summary>
    public double Power { get; } = Require.Positive(Power);

    /// <inheritdoc/>
    public override Notation Notation => new("inverse-scaling", this.Power);

    /// <inheritdoc/>
    public override double Factor(double time, ScheduleState state) => 1 / Elementary.Pow(time + 1, this.Power);
}
