using System.Numerics.Tensors;
using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>The two numbers that scale a column.</summary>
internal static class ColumnStatistics
{
    /// <summary>Offset and scale of a column of at least one value; a constant column has scale 0. The column is overwritten.</summary>
    public static (double Offset, double Scale) OffsetAndScale(ScalerMethod method, Span<double> column)
    {
        double min = TensorPrimitives.Min<double>(column), max = TensorPrimitives.Max<double>(column);
        if (min == max)
            return (method == ScalerMethod.MaxAbs ? 0 : min, 0);
        return method switch
        {
            ScalerMethod.Standard => MeanAndDeviation(column),
            ScalerMethod.MinMax => (min, max - min),
            ScalerMethod.MaxAbs => (0, Math.Max(-min, max)),
            ScalerMethod.Robust or ScalerMethod.Quantile => MedianAndInterquartileRange(column, otherwise: 1),
            ScalerMethod.RobustClip => MedianAndInterquartileRange(column, otherwise: (max / 2) - (min / 2)),
            _ => throw new ArgumentOutOfRangeException(nameof(method), $"there is no scaler {method}"),
        };
    }

    /// <summary>
    /// Mean and population standard deviation by the corrected two-pass algorithm
    /// (Chan, Golub, LeVeque: <i>Algorithms for computing the sample variance: analysis and recommendations</i>, 1983, eq. 1.7).
    /// </summary>
    private static (double Mean, double Deviation) MeanAndDeviation(Span<double> column)
    {
        double mean = CompensatedSum.Of(column) / column.Length;
        TensorPrimitives.Subtract(column, mean, column);

        // A power of two near the largest deviation keeps the squares from overflow and underflow, and rounds nothing.
        double unit = Math.ScaleB(1, Math.ILogB(Reductions.MaxAbsolute<double>(column)));
        TensorPrimitives.Divide(column, unit, column);
        double correction = CompensatedSum.Of(column) / column.Length;
        double variance = (CompensatedSum.OfSquares(column) / column.Length) - (correction * correction);
        return (mean + (correction * unit), Math.Sqrt(variance) * unit);
    }

    private static (double Median, double Range) MedianAndInterquartileRange(Span<double> column, double otherwise)
    {
        column.Sort();
        double range = Quantile(column, 0.75) - Quantile(column, 0.25);
        return (Quantile(column, 0.5), range == 0 ? otherwise : range);
    }

    /// <summary>The quantile between the two nearest values, interpolated linearly (NumPy's default; Hyndman and Fan's type 7).</summary>
    public static double Quantile(ReadOnlySpan<double> sorted, double q)
    {
        double position = q * (sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        double t = position - below, step = sorted[above] - sorted[below];
        return t < 0.5 ? sorted[below] + (step * t) : sorted[above] - (step * (1 - t));
    }
}
