using Nabla.Numerics;

namespace Nabla.Data;

public static partial class Generators
{
    /// <summary>
    /// Two classes on two arms of a spiral: point k of n at radius r = (k + 1) / n and angle 2π·factor·r, the second arm rotated by half a turn,
    /// before noise is added to both coordinates.
    /// </summary>
    /// <param name="rows">The number of points, at least 2.</param>
    /// <param name="noise">The standard deviation of the normal noise; neighbouring arms are 1 / (2·factor) apart.</param>
    /// <param name="factor">The number of turns of an arm.</param>
    /// <param name="seed">The seed; the same seed gives the same rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">Too few rows, or a negative noise or factor.</exception>
    public static Dataset Spirals(int rows = 400, double noise = 0.02, double factor = 1.75, ulong seed = 1)
    {
        CheckNotNegative(factor, nameof(factor));
        return Plane("spirals", rows, noise, seed, ["first", "second"], point =>
        {
            double radius = (point.Index + 1.0) / point.Count;
            double angle = Math.PI * ((2 * factor * radius) + point.Class);
            return (radius * Elementary.Cos(angle), radius * Elementary.Sin(angle));
        });
    }
}
