using Nabla.Descriptions;

namespace Nabla.Optimization;

/// <summary>
/// The rate rises to the base rate and then falls far below its initial value, along half cosine waves
/// (Smith and Topin, <i>Super-Convergence</i>, 2018; in PyTorch's form): the base rate is the maximum.
/// </summary>
/// <param name="Duration">The time of the whole cycle, 2 or more; default 100.</param>
/// <param name="Rise">The fraction of the time in which the rate rises; default .3.</param>
/// <param name="Start">The initial factor; default .04.</param>
/// <param name="End">The final factor; default 4e-6.</param>
public sealed record OneCycle(double Duration = 100, double Rise = .3, double Start = .04, double End = 4e-6) : Schedule
{
    /// <summary>The time of the whole cycle.</summary>
    public double Duration { get; } = Require.Within(Duration, 2, double.MaxValue);

    /// <summary>The fraction of the time in which the rate rises.</summary>
    public double Rise { get; } = Require.Within(Rise, 0, 1);

    /// <summary>The initial factor.</summary>
    public double Start { get; } = Require.Within(Start, 0, 1);

    /// <summary>The final factor.</summary>
    public double End { get; } = Require.Within(End, 0, 1);

    /// <inheritdoc/>
    public override Notation Notation => new("one-cycle", this.Duration, this.Rise, this.Start, this.End);

    /// <inheritdoc/>
    public override double Factor(double time, ScheduleState state)
    {
        double peak = Math.Max(0, (this.Rise * this.Duration) - 1), last = this.Duration - 1;
        return time < peak
            ? CosineDecay.Between(this.Start, 1, time / peak)
            : CosineDecay.Between(1, this.End, last > peak ? Math.Min(1, (time - peak) / (last - peak)) : 1);
    }
}
