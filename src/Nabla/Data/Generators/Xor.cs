namespace Nabla.Data;

public static partial class Generators
{
    /// <summary>
    /// Exclusive or: points at the corners (0, 0), (0, 1), (1, 1), (1, 0) in turn, class "1" if exactly one coordinate is 1, before noise is added to
    /// both. Four rows without noise are the truth table.
    /// </summary>
    /// <param name="rows">The number of points, at least 2.</param>
    /// <param name="noise">The standard deviation of the normal noise.</param>
    /// <param name="seed">The seed; the same seed gives the same rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">Too few rows, or a negative noise.</exception>
    public static Dataset Xor(int rows = 200, double noise = 0.15, ulong seed = 1)
        => Plane("xor", rows, noise, seed, ["0", "1"], point =>
        {
            int a = point.Index % 2;
            return (a, a ^ point.Class);
        });
}
