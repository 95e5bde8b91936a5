namespace Nabla.Data;

/// <summary>The statistics for scaling, computed in a few passes over the rows; only a few sums per number are stored.</summary>
internal static class RowStatistics
{
    private const int MostSampled = 100_000;

    /// <summary>The minimum and maximum of each number.</summary>
    public static (double Least, double Greatest)[] Ranges(FeatureRows rows, RowNumber[] numbers)
    {
        var ranges = new (double Least, double Greatest)[numbers.Length];
        Array.Fill(ranges, (double.PositiveInfinity, double.NegativeInfinity));
        ColumnWork.Run(numbers.Length, rows.Rows, (first, end) =>
        {
            var buffer = new double[rows.BufferLength];
            (int firstColumn, int endColumn) = RowNumber.Columns(numbers.AsSpan(first..end));
            for (int row = 0; row < rows.Rows; row++)
            {
                ReadOnlySpan<double> values = rows.Row(row, buffer, firstColumn, endColumn);
                for (int i = first; i < end; i++)
                {
                    double value = numbers[i].Of(values);
                    ranges[i] = (Math.Min(ranges[i].Least, value), Math.Max(ranges[i].Greatest, value));
                }
            }
        });
        return ranges;
    }

    /// <summary>Offset and scale of each number, equal to those of a column in memory.</summary>
    public static (double Offset, double Scale)[] OffsetsAndScales(FeatureRows rows, RowNumber[] numbers, (double Least, double Greatest)[] ranges, ScalerMethod method)
    {
        if (method == ScalerMethod.None)
            return [.. numbers.Select(_ => (0.0, 1.0))];
        (double, double)?[] scales = [.. ranges.Select(range => ColumnStatistics.FromRange(method, range.Least, range.Greatest))];
        int[] left = [.. Enumerable.Range(0, numbers.Length).Where(i => scales[i] is null)];
        RowNumber[] open = [.. left.Select(i => numbers[i])];
        (double Least, double Greatest)[] openRanges = [.. left.Select(i => ranges[i])];
        (double, double)[] found = left.Length == 0 ? [] : method == ScalerMethod.Standard ? MeansAndDeviations(rows, open, openRanges) : MediansAndRanges(rows, open, openRanges, method);
        for (int i = 0; i < left.Length; i++)
            scales[left[i]] = found[i];
        return [.. scales.Select(scale => scale!.Value)];
    }

    /// <summary>The median of each number over the rows in which it is present.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="numbers">The numbers.</param>
    /// <param name="present">The number of rows in which each number is present, 1 or more.</param>
    public static double[] Medians(FeatureRows rows, RowNumber[] numbers, int[] present)
    {
        double[] middles = OrderStatistics.Of(rows, [.. numbers.Zip(present).SelectMany(one => (IEnumerable<(RowNumber, int)>)[(one.First, (one.Second - 1) / 2), (one.First, one.Second / 2)])]);
        return [.. numbers.Select((_, i) => present[i] % 2 == 1 ? middles[2 * i] : Median.Between(middles[2 * i], middles[(2 * i) + 1]))];
    }

    /// <summary>Sorted samples for quantiles: the numbers of all rows, or of 100,000 evenly spaced rows, plus minimum and maximum.</summary>
    public static double[][] SortedSamples(FeatureRows rows, RowNumber[] numbers, (double Least, double Greatest)[] ranges)
    {
        int count = Math.Min(rows.Rows, MostSampled);
        double[][] samples = Array.ConvertAll(numbers, _ => new double[count]);
        var buffer = new double[rows.BufferLength];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<double> values = rows.Row((int)((long)i * rows.Rows / count), buffer);
            for (int number = 0; number < numbers.Length; number++)
                samples[number][i] = numbers[number].Of(values);
        }

        foreach ((int number, double[] sample) in samples.Index())
        {
            Array.Sort(sample);
            sample[0] = ranges[number].Least;
            sample[^1] = ranges[number].Greatest;
        }

        return samples;
    }

    private static (double Mean, double Deviation)[] MeansAndDeviations(FeatureRows rows, RowNumber[] numbers, (double Least, double Greatest)[] ranges)
    {
        var found = new MeanAndDeviation[numbers.Length];
        ColumnWork.Run(numbers.Length, rows.Rows, (first, end) => AddMeansAndDeviations(rows, numbers.AsSpan(first..end), ranges.AsSpan(first..end), found.AsSpan(first..end)));
        return Array.ConvertAll(found, one => one.End(rows.Rows));
    }

    private static void AddMeansAndDeviations(FeatureRows rows, ReadOnlySpan<RowNumber> numbers, ReadOnlySpan<(double Least, double Greatest)> ranges, Span<MeanAndDeviation> found)
    {
        var buffer = new double[rows.BufferLength];
        (int first, int end) = RowNumber.Columns(numbers);
        for (int row = 0; row < rows.Rows; row++)
        {
            ReadOnlySpan<double> values = rows.Row(row, buffer, first, end);
            for (int i = 0; i < found.Length; i++)
                found[i].Add(numbers[i].Of(values));
        }

        for (int i = 0; i < found.Length; i++)
            found[i].EndFirst(rows.Rows, ranges[i].Least, ranges[i].Greatest);
        for (int row = 0; row < rows.Rows; row++)
        {
            ReadOnlySpan<double> values = rows.Row(row, buffer, first, end);
            for (int i = 0; i < found.Length; i++)
                found[i].AddDeviation(numbers[i].Of(values));
        }
    }

    private static (double Median, double Range)[] MediansAndRanges(FeatureRows rows, RowNumber[] numbers, (double Least, double Greatest)[] ranges, ScalerMethod method)
    {
        double[] quartiles = [0.25, 0.5, 0.75];
        (int Below, int Above, double Part)[] places = [.. quartiles.Select(q => Quantiles.Place(q, rows.Rows))];
        double[] values = OrderStatistics.Of(rows, [.. from number in numbers from place in places from rank in (int[])[place.Below, place.Above] select (number, rank)]);
        return [.. numbers.Select((_, i) => ColumnStatistics.MedianAndInterquartileRange(method, ranges[i].Least, ranges[i].Greatest, (At(i, 0), At(i, 1), At(i, 2))))];

        double At(int number, int quantile)
        {
            int place = 2 * ((number * places.Length) + quantile);
            return Quantiles.Between(values[place], values[place + 1], places[quantile].Part);
        }
    }
}
