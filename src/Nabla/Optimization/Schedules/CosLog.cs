using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>
/// The rate oscillates between 0 and the base rate, in waves of increasing length: ½·(1 − cos(2π·log₂(1 + (2ᵏ − 1)·t))) with t = time / duration and
/// k waves (Holzmüller, Grinsztajn and Steinwart, <i>Better by Default</i>, NeurIPS 2024; theirs has 4). It ends at 0 and stays there.
/// </summary>
/// <param name="Duration">The time of all waves; default 100.</param>
/// <param name="Waves">k, the number of waves; default 4.</param>
public sealed record CosLog(double Duration = 100, double Waves = 4) : Schedule
{
    private const double MostWaves = 50;

    /// <summary>The time of all waves.</summary>
    public double Duration { get; } = Require.Positive(Duration);

    /// <summary>The number of waves, from 1 to 50.</summary>
    public double Waves { get; } = Require.Within(Waves, 1, MostWaves);

    /// <inheritdoc/>
    public override Notation Notation => new("coslog", this.Duration, this.Waves);

    /// <inheritdoc/>
    public override double Factor(double time, ScheduleState state)
    {
        double t = Math.Min(1, time / this.Duration);
        double turns = Elementary.Log(1 + ((Elementary.Pow(2, this.Waves) - 1) * t)) / Elementary.Log(2);
        return (1 - Elementary.Cos(2 * Math.PI * turns)) / 2;
    }
}
