namespace Nabla.Reports.Figures;

/// <summary>How numbers become colors: tints at places from 0, the least number, to 1, the largest; between two they blend.</summary>
/// <param name="Stops">The places in ascending order, from 0 to 1, and their tints.</param>
public sealed record ColorScale(params IReadOnlyList<(double Place, Tint Tint)> Stops)
{
    /// <summary>From dark blue over green to pale yellow, ever lighter.</summary>
    public static ColorScale Sequential { get; } = Even("scale-1", "scale-2", "scale-3", "scale-4", "scale-5");

    /// <summary>The same, paler, so that text can be read on it.</summary>
    public static ColorScale Pale { get; } = new([.. Sequential.Stops.Select(stop => (stop.Place, stop.Tint with { Opacity = 0.55 }))]);

    /// <summary>From the page's color to that of its text, as ink on paper.</summary>
    public static ColorScale Ink { get; } = Even("paper", "ink");

    /// <summary>From the color of what is below 0 over the page's to that of what is above; its ends are as far from 0 as each other.</summary>
    public static ColorScale Diverging { get; } = new((0, Tint.Negative), (0.5, Tint.Paper), (1, Tint.Positive));

    /// <summary>From the first class's color over the page's to the second class's, for the probability of the second.</summary>
    public static ColorScale TwoClasses { get; } = new((0, Region(0)), (0.5, Tint.Paper), (1, Region(1)));

    /// <summary>A pale shade of a color of its own for each class.</summary>
    public static ColorScale Classes(int count)
        => new([.. Enumerable.Range(0, count).SelectMany(k => new[] { ((double)k / count, Region(k)), ((k + 1.0) / count, Region(k)) })]);

    private static Tint Region(int index) => Tint.Series(index) with { Opacity = 0.35 };

    private static ColorScale Even(params string[] names)
        => new([.. names.Select((name, i) => ((double)i / (names.Length - 1), new Tint(name)))]);
}
