using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>
/// The rate follows half a cosine wave (Loshchilov and Hutter, <i>SGDR</i>, ICLR 2017, equation 5, without restarts):
/// floor + (1 − floor)·(1 + cos(π·t / duration)) / 2, and stays at the floor.
/// </summary>
/// <param name="Duration">The time until the floor; default 100.</param>
/// <param name="Floor">The final rate as a fraction of the base rate; default 0.</param>
public sealed record CosineDecay(double Duration = 100, double Floor = 0) : Schedule
{
    /// <summary>The time until the floor.</summary>
    public double Duration { get; } = Require.Positive(Duration);

    /// <summary>The final rate as a fraction of the base rate.</summary>
    public double Floor { get; } = Require.Within(Floor, 0, 1);

    /// <inheritdoc/>
    public override Notation Notation => new("cosine", this.Duration, this.Floor);

    /// <summary>From <paramref name="start"/> at 0 to <paramref name="end"/> at 1, flat at both.</summary>
    internal static double Between(double start, double end, double fraction)
        => end + ((start - end) * (1 + Elementary.Cos(Math.PI * fraction)) / 2);

    /// <inheritdoc/>
    public override double Factor(double time, ScheduleState state) => Between(1, this.Floor, Math.Min(1, time / this.Duration));
}
