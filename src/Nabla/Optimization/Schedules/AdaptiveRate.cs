using Nabla.Descriptions;

namespace Nabla.Optimization;

/// <summary>
/// Scikit-learn's <c>adaptive</c>: the rate is divided by 5 when the loss has not decreased by more than the tolerance for more than <c>Patience</c>
/// epochs; once the rate is at most 1e-6, the schedule ends instead.
/// </summary>
/// <param name="Tolerance">The minimum decrease of the loss; default 1e-4.</param>
/// <param name="Patience">The number of tolerated epochs without improvement; default 10.</param>
public sealed record AdaptiveRate(double Tolerance = 1e-4, int Patience = 10) : Schedule
{
    private const double Divisor = 5, LeastRate = 1e-6;

    /// <summary>The minimum decrease of the loss.</summary>
    public double Tolerance { get; } = Require.Within(Tolerance, 0, double.MaxValue);

    /// <summary>The number of tolerated epochs without improvement.</summary>
    public int Patience { get; } = Require.Whole(Patience, 0, int.MaxValue);

    /// <inheritdoc/>
    public override Notation Notation => new("adaptive", this.Tolerance, this.Patience);

    /// <inheritdoc/>
    public override bool LooksAtLosses => true;

    /// <inheritdoc/>
    public override void Observe(ScheduleState state, double loss, double baseRate)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Waiting = loss <= state.Best - this.Tolerance ? 0 : state.Waiting + 1;
        state.Best = loss < state.Best ? loss : state.Best;
        if (state.Waiting <= this.Patience)
            return;
        state.Waiting = 0;
        if (baseRate * state.Factor > LeastRate)
            state.Factor /= Divisor;
        else
            state.IsExhausted = true;
    }

    /// <inheritdoc/>
    public override double Factor(double time, ScheduleState state) => state.Factor;
}
