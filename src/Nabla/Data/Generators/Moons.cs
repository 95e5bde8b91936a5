using Nabla.Numerics;

namespace Nabla.Data;

public static partial class Generators
{
    /// <summary>
    /// Two classes on two half circles that interlock: "upper" at (cos t, sin t), "lower" at (1 − cos t, ½ − sin t),
    /// t in equal steps from 0 to π, before noise is added to both coordinates.
    /// </summary>
    /// <param name="rows">The number of points, at least 2.</param>
    /// <param name="noise">The standard deviation of the normal noise.</param>
    /// <param name="seed">The seed; the same seed gives the same rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">Too few rows, or a negative noise.</exception>
    public static Dataset Moons(int rows = 200, double noise = 0.2, ulong seed = 1)
        => Plane("moons", rows, noise, seed, ["upper", "lower"], point =>
        {
            double t = Math.PI * point.Index / Math.Max(1, point.Count - 1);
            return point.Class == 0 ? (Elementary.Cos(t), Elementary.Sin(t)) : (1 - Elementary.Cos(t), 0.5 - Elementary.Sin(t));
        });
}
