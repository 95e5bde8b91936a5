using Nabla.Descriptions;

namespace Nabla.Optimization;

/// <summary>The rate is multiplied by a factor when the loss has not improved for more than a number of epochs.</summary>
/// <param name="Decay">The factor; default .1.</param>
/// <param name="Patience">The number of tolerated epochs without improvement; default 10.</param>
/// <param name="Threshold">An improvement is a loss below (1 − threshold) times the best; default 1e-4.</param>
/// <param name="Floor">The minimum rate, as a fraction of the base rate; default 0.</param>
public sealed record ReduceOnPlateau(double Decay = .1, int Patience = 10, double Threshold = 1e-4, double Floor = 0) : Schedule
{
    /// <summary>The factor.</summary>
    public double Decay { get; } = Require.Fraction(Decay);

    /// <summary>The number of tolerated epochs without improvement.</summary>
    public int Patience { get; } = Require.Whole(Patience, 0, int.MaxValue);

    /// <summary>An improvement is a loss below (1 − threshold) times the best.</summary>
    public double Threshold { get; } = Require.Fraction(Threshold);

    /// <summary>The minimum rate, as a fraction of the base rate.</summary>
    public double Floor { get; } = Require.Within(Floor, 0, 1);

    /// <inheritdoc/>
    public override Notation Notation => new("plateau", this.Decay, this.Patience, this.Threshold, this.Floor);

    /// <inheritdoc/>
    public override bool LooksAtLosses => true;

    /// <inheritdoc/>
    public override void Observe(ScheduleState state, double loss, double baseRate)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (loss < state.Best - (this.Threshold * Math.Abs(state.Best)) || (double.IsPositiveInfinity(state.Best) && double.IsFinite(loss)))
            (state.Best, state.Waiting) = (loss, 0);
        else
            state.Waiting++;
        if (state.Waiting > this.Patience)
            (state.Factor, state.Waiting) = (Math.Max(this.Floor, state.Factor * this.Decay), 0);
    }

    /// <inheritdoc/>
    public override double Factor(double time, ScheduleState state) => state.Factor;
}
