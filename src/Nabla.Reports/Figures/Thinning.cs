namespace Nabla.Reports.Figures;

/// <summary>Omits points that would be invisible: in each interval, the extremes of every series are kept.</summary>
public static class Thinning
{
    /// <summary>The approximate maximum number of points of a curve.</summary>
    public const int CurvePoints = 2000;

    /// <summary>
    /// Selects the points of curves with common positions to draw. Up to <paramref name="most"/> points are all drawn; otherwise the positions are
    /// divided into intervals of equal length, and each interval keeps its first and last point, and the minimum and maximum of each series.
    /// </summary>
    /// <param name="series">The values of each curve, all of equal length; NaN is not a value.</param>
    /// <param name="most">The approximate number of points to keep.</param>
    /// <returns>Indices in ascending order, including the first and the last point.</returns>
    public static int[] Curves(IReadOnlyList<IReadOnlyList<double>> series, int most = CurvePoints)
    {
        ArgumentNullException.ThrowIfNull(series);
        int count = series.Count == 0 ? 0 : series[0].Count;
        if (count <= most)
            return [.. Enumerable.Range(0, count)];
        int stretches = Math.Max(1, most / (2 + (2 * series.Count)));
        var kept = new SortedSet<int>();
        for (int stretch = 0; stretch < stretches; stretch++)
        {
            int start = (int)((long)count * stretch / stretches), end = (int)((long)count * (stretch + 1) / stretches);
            kept.Add(start);
            kept.Add(end - 1);
            foreach (IReadOnlyList<double> values in series)
                AddExtremes(values, Enumerable.Range(start, end - start), kept);
        }

        return [.. kept];
    }

    /// <summary>
    /// Selects the points of a cloud to draw. Up to <paramref name="most"/> points are all drawn; otherwise an even sample (<see cref="Sample"/>),
    /// the leftmost and rightmost points and, in each of 100 intervals of the horizontal axis, the lowest and the highest point.
    /// </summary>
    /// <param name="x">The horizontal positions.</param>
    /// <param name="y">The vertical positions.</param>
    /// <param name="most">The approximate number of points to keep.</param>
    /// <returns>Indices in ascending order.</returns>
    public static int[] Cloud(IReadOnlyList<double> x, IReadOnlyList<double> y, int most = 4000)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Count <= most)
            return [.. Enumerable.Range(0, x.Count)];
        const int Stretches = 100;
        double least = x.Min(), width = (x.Max() - least) / Stretches;
        int StretchOf(int i) => width > 0 ? (int)Math.Min(Stretches - 1, (x[i] - least) / width) : 0;
        var kept = new SortedSet<int>(Sample(x.Count, most));
        AddExtremes(x, Enumerable.Range(0, x.Count), kept);
        foreach (IGrouping<int, int> stretch in Enumerable.Range(0, x.Count).GroupBy(StretchOf))
            AddExtremes(y, stretch, kept);
        return [.. kept];
    }

    /// <summary>
    /// An even sample: one index from each of <paramref name="most"/> intervals, at a position without a regular pattern, so that data in a regular
    /// order, such as alternating classes, is sampled fairly. All indices if there are no more.
    /// </summary>
    /// <param name="count">The number of points.</param>
    /// <param name="most">The number of points to keep.</param>
    /// <returns>Indices in ascending order.</returns>
    public static int[] Sample(int count, int most)
    {
        if (count <= most)
            return [.. Enumerable.Range(0, count)];
        return [.. Enumerable.Range(0, most).Select(stretch =>
        {
            int start = (int)((long)count * stretch / most), end = (int)((long)count * (stretch + 1) / most);
            uint hash = ((uint)stretch + 1) * 0x9E3779B9; // the golden ratio's fraction: its multiples are evenly spread
            return start + (int)((ulong)hash * (uint)(end - start) >> 32);
        })];
    }

    /// <summary>The values at some indices.</summary>
    internal static double[] Pick(this IReadOnlyList<double> values, int[] indices) => [.. indices.Select(i => values[i])];

    private static void AddExtremes(IReadOnlyList<double> values, IEnumerable<int> indices, SortedSet<int> kept)
    {
        int lowest = -1, highest = -1;
        foreach (int i in indices)
        {
            if (double.IsNaN(values[i]))
                continue;
            if (lowest < 0 || values[i] < values[lowest])
                lowest = i;
            if (highest < 0 || values[i] > values[highest])
                highest = i;
        }

        if (lowest >= 0)
        {
            kept.Add(lowest);
            kept.Add(highest);
        }
    }
}
