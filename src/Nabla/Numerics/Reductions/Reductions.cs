using System.Numerics;

namespace Nabla.Numerics;

/// <summary>
/// Sums, norms and related functions, in a fixed order: a result depends only on the numbers, not on vector width or threads.
/// </summary>
public static partial class Reductions
{
    /// <summary>Σ xᵢ, accumulated in double.</summary>
    /// <param name="x">The numbers; the result is 0 if empty.</param>
    /// <param name="threads">The maximum number of threads, for long spans.</param>
    public static double Sum<T>(ReadOnlySpan<T> x, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => FixedOrderSum.Of<T, FixedOrderSum.Value>(x, x, threads);

    /// <summary>Σ |xᵢ|, accumulated in double.</summary>
    /// <param name="x">The numbers; the result is 0 if empty.</param>
    /// <param name="threads">The maximum number of threads, for long spans.</param>
    public static double AbsoluteSum<T>(ReadOnlySpan<T> x, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => FixedOrderSum.Of<T, FixedOrderSum.Magnitude>(x, x, threads);

    /// <summary>Σ xᵢ², accumulated in double.</summary>
    /// <param name="x">The numbers; the result is 0 if empty.</param>
    /// <param name="threads">The maximum number of threads, for long spans.</param>
    public static double SquaredNorm<T>(ReadOnlySpan<T> x, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => FixedOrderSum.Of<T, FixedOrderSum.Product>(x, x, threads);

    /// <summary>Σ xᵢ·yᵢ, accumulated in double with fused multiply-add.</summary>
    /// <param name="x">The numbers; the result is 0 if empty.</param>
    /// <param name="y">The second numbers, of equal length.</param>
    /// <param name="threads">The maximum number of threads, for long spans.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (y.Length != x.Length)
            throw new ArgumentException($"y has {y.Length} numbers, x has {x.Length}", nameof(y));
        return FixedOrderSum.Of<T, FixedOrderSum.Product>(x, y, threads);
    }
}
