using System.Numerics.Tensors;

namespace Nabla.Data;

/// <summary>Offset and scale of a column in memory.</summary>
internal static class ColumnStatistics
{
    /// <summary>Offset and scale of a column with at least one value; a constant column has scale 0. The column is reordered.</summary>
    public static (double Offset, double Scale) OffsetAndScale(ScalerMethod method, Span<double> column)
    {
        double min = TensorPrimitives.Min<double>(column), max = TensorPrimitives.Max<double>(column);
        return FromRange(method, min, max) ?? method switch
        {
            ScalerMethod.Standard => MeanAndDeviation(column, min, max),
            _ => MedianAndInterquartileRange(method, column, min, max),
        };
    }

    /// <summary>Offset and scale if minimum and maximum determine them; null otherwise.</summary>
    public static (double Offset, double Scale)? FromRange(ScalerMethod method, double min, double max) => method switch
    {
        _ when min == max => (method == ScalerMethod.MaxAbs ? 0 : min, 0),
        ScalerMethod.MinMax => (min, max - min),
        ScalerMethod.MaxAbs => (0, Math.Max(-min, max)),
        ScalerMethod.Standard or ScalerMethod.Robust or ScalerMethod.RobustClip or ScalerMethod.Quantile => null,
        _ => throw new ArgumentOutOfRangeException(nameof(method), $"there is no scaler {method}"),
    };

    private static (double Mean, double Deviation) MeanAndDeviation(ReadOnlySpan<double> column, double min, double max)
    {
        var found = default(MeanAndDeviation);
        foreach (double value in column)
            found.Add(value);
        found.EndFirst(column.Length, min, max);
        foreach (double value in column)
            found.AddDeviation(value);
        return found.End(column.Length);
    }

    /// <summary>
    /// Offset and scale of robust scaling: the median and the interquartile range. If the range is 0, it is replaced by 1 or, with a smooth clip, by
    /// half the full range.
    /// </summary>
    public static (double Median, double Range) MedianAndInterquartileRange(ScalerMethod method, double min, double max, (double Lower, double Median, double Upper) quartiles)
    {
        double range = quartiles.Upper - quartiles.Lower;
        return (quartiles.Median, range != 0 ? range : method == ScalerMethod.RobustClip ? (max / 2) - (min / 2) : 1);
    }

    private static (double Median, double Range) MedianAndInterquartileRange(ScalerMethod method, Span<double> column, double min, double max)
    {
        column.Sort();
        return MedianAndInterquartileRange(method, min, max, (Quantiles.Of(column, 0.25), Quantiles.Of(column, 0.5), Quantiles.Of(column, 0.75)));
    }
}
