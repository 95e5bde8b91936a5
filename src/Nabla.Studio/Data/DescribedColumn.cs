using System.Globalization;

namespace Nabla.Studio;

/// <summary>A data column as the page shows it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">The kind of values: number, category, yes or no, date, text.</param>
/// <param name="Missing">The number of missing values.</param>
/// <param name="Bins">The rows in each bin of the range, or of each level, most frequent first.</param>
/// <param name="Summary">The range or the levels as text.</param>
public sealed record DescribedColumn(string Name, string Kind, int Missing, IReadOnlyList<int> Bins, string Summary)
{
    internal const int MostBins = 16;

    /// <summary>Whether the column is a feature or the target.</summary>
    public bool IsUsed { get; init; } = true;

    /// <summary>Whether the column can be a feature or the target.</summary>
    public bool CanBeUsed { get; init; } = true;

    /// <summary>Whether the column is the target.</summary>
    public bool IsTarget { get; init; }

    internal static DescribedColumn OfNumbers(string name, ReadOnlySpan<double> values)
    {
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        int missing = 0;
        foreach (double value in values)
        {
            if (double.IsNaN(value))
                missing++;
            else
                (least, most) = (Math.Min(least, value), Math.Max(most, value));
        }

        if (missing == values.Length)
            return new DescribedColumn(name, "number", missing, [], "no values");
        return new DescribedColumn(name, "number", missing, Histogram(values, least, most, MostBins), string.Create(CultureInfo.InvariantCulture, $"{least:G4} to {most:G4}"));
    }

    internal static DescribedColumn OfClasses(string name, ReadOnlySpan<int> labels, IReadOnlyList<string> names)
    {
        var counts = new int[names.Count];
        foreach (int label in labels)
            counts[label]++;
        return new DescribedColumn(name, "category", 0, counts, string.Join(", ", names.Take(6)) + (names.Count > 6 ? " …" : string.Empty)) { IsTarget = true };
    }

    /// <summary>The number of values in each of equally wide bins of a range; missing values are not counted.</summary>
    internal static int[] Histogram(ReadOnlySpan<double> values, double least, double most, int bins)
    {
        var counts = new int[bins];
        double width = most - least;
        foreach (double value in values)
        {
            if (double.IsFinite(value))
                counts[width > 0 ? Math.Clamp((int)((value - least) / width * bins), 0, bins - 1) : bins / 2]++;
        }

        return counts;
    }
}
