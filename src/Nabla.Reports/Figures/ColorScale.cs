namespace Nabla.Reports.Figures;

/// <summary>A mapping of numbers to colors: tints at positions from 0, the minimum, to 1, the maximum, blended in between.</summary>
/// <param name="Stops">The positions in ascending order, from 0 to 1, and their tints.</param>
public sealed record ColorScale(params IReadOnlyList<(double Place, Tint Tint)> Stops)
{
    /// <summary>From dark blue over green to pale yellow, with increasing lightness.</summary>
    public static ColorScale Sequential { get; } = Even("scale-1", "scale-2", "scale-3", "scale-4", "scale-5");

    /// <summary>The same in paler colors, so that text on it is readable.</summary>
    public static ColorScale Pale { get; } = new([.. Sequential.Stops.Select(stop => (stop.Place, stop.Tint with { Opacity = 0.55 }))]);

    /// <summary>From the page color to the text color, like ink on paper.</summary>
    public static ColorScale Ink { get; } = Even("paper", "ink");

    /// <summary>From the color of negative numbers over the page color to that of positive numbers; its ends are equally far from 0.</summary>
    public static ColorScale Diverging { get; } = new((0, Tint.Negative), (0.5, Tint.Paper), (1, Tint.Positive));

    /// <summary>From the color of the first class over the page color to that of the second class, for the probability of the second.</summary>
    public static ColorScale TwoClasses { get; } = new((0, Region(0)), (0.5, Tint.Paper), (1, Region(1)));

    /// <summary>A pale shade of a separate color for each class.</summary>
    public static ColorScale Classes(int count)
        => new([.. Enumerable.Range(0, count).SelectMany(k => new[] { ((double)k / count, Region(k)), ((k + 1.0) / count, Region(k)) })]);

    private static Tint Region(int index) => Tint.Series(index) with { Opacity = 0.35 };

    private static ColorScale Even(params string[] names)
        => new([.. names.Select((name, i) => ((double)i / (names.Length - 1), new Tint(name)))]);
}
