using Nabla.Numerics;

namespace Nabla.Data;

public static partial class Generators
{
    /// <summary>
    /// Two classes on two circles around the origin: "outer" of radius 1, "inner" of radius <paramref name="factor"/>; the points of a circle are at
    /// equal angles 2π·k/n before noise is added to both coordinates.
    /// </summary>
    /// <param name="rows">The number of points, at least 2.</param>
    /// <param name="noise">The standard deviation of the normal noise.</param>
    /// <param name="factor">The radius of the inner circle.</param>
    /// <param name="seed">The seed; the same seed gives the same rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">Too few rows, or a negative noise or factor.</exception>
    public static Dataset Circles(int rows = 100, double noise = 0.1, double factor = 0.3, ulong seed = 1)
    {
        CheckNotNegative(factor, nameof(factor));
        return Plane("circles", rows, noise, seed, ["outer", "inner"], point =>
        {
            double angle = 2 * Math.PI * point.Index / point.Count;
            double radius = point.Class == 0 ? 1 : factor;
            return (radius * Elementary.Cos(angle), radius * Elementary.Sin(angle));
        });
    }
}
