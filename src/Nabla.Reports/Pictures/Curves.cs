using Nabla.Reports.Figures;

namespace Nabla.Reports.Pictures;

/// <summary>Curves with common positions, such as the epochs or iterations of a run.</summary>
public static class Curves
{
    /// <summary>The figure with its curves; long curves are thinned, with the extremes of all intervals kept.</summary>
    /// <param name="figure">Name, title, texts and axes; its traces are replaced.</param>
    /// <param name="positions">The positions in ascending order.</param>
    /// <param name="series">The name and the values of each curve, as many as positions; NaN is not a value.</param>
    /// <param name="always">A position that is always kept.</param>
    public static Figure Of(
        Figure figure, IReadOnlyList<double> positions, IReadOnlyList<(string Name, IReadOnlyList<double> Values)> series, double always = double.NaN)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentNullException.ThrowIfNull(positions);
        ArgumentNullException.ThrowIfNull(series);
        IEnumerable<int> thinned = Thinning.Curves([.. series.Select(one => one.Values)]);
        int[] kept = [.. thinned.Union(Enumerable.Range(0, positions.Count).Where(i => positions[i] == always)).Order()];
        return figure with { Traces = [.. series.Select(one => new LineTrace(one.Name, positions.Pick(kept), one.Values.Pick(kept)))] };
    }
}
