using System.Globalization;
using Nabla.Numerics;

namespace Nabla.Data;

public static partial class Generators
{
    /// <summary>
    /// Round normal clusters, one per class, with centres at equal angles on a circle around the origin: centre c of n at angle 2π·c/n.
    /// </summary>
    /// <param name="rows">The number of points, at least one per class.</param>
    /// <param name="noise">The standard deviation of each cluster in both directions.</param>
    /// <param name="factor">The distance of the centres from the origin.</param>
    /// <param name="classes">The number of clusters, at least 2.</param>
    /// <param name="seed">The seed; the same seed gives the same rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">Too few rows or classes, or a negative noise or factor.</exception>
    public static Dataset Gaussians(int rows = 300, double noise = 1, double factor = 2, int classes = 3, ulong seed = 1)
    {
        CheckNotNegative(factor, nameof(factor));
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        string[] names = [.. Enumerable.Range(0, classes).Select(c => c.ToString(CultureInfo.InvariantCulture))];
        return Plane("gaussians", rows, noise, seed, names, point =>
        {
            double angle = 2 * Math.PI * point.Class / classes;
            return (factor * Elementary.Cos(angle), factor * Elementary.Sin(angle));
        });
    }
}
