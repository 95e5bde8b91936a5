namespace Nabla.Reports.Figures;

/// <summary>A color of the page's palette, light or dark as the reader's system is. Its value is looked up where it is drawn.</summary>
/// <param name="Name">The name of a style property, as in <c>series-1</c>.</param>
/// <param name="Opacity">From 0 to 1.</param>
public readonly record struct Tint(string Name, double Opacity = 1)
{
    /// <summary>The number of colors that series have before they repeat.</summary>
    public const int SeriesCount = 10;

    // So pale that the first layer can still be seen on the page.
    private const double PalestLayer = 0.55;

    /// <summary>The color of text.</summary>
    public static Tint Ink => new("ink");

    /// <summary>A quiet color for secondary marks.</summary>
    public static Tint Muted => new("muted");

    /// <summary>The color of the page.</summary>
    public static Tint Paper => new("paper");

    /// <summary>The color of the training part, and of nothing else.</summary>
    public static Tint Training => new("training");

    /// <summary>The color of the validation part.</summary>
    public static Tint Validation => new("validation");

    /// <summary>The color of the test part.</summary>
    public static Tint Test => new("test");

    /// <summary>The color of right answers.</summary>
    public static Tint Right => new("right");

    /// <summary>The color of wrong answers.</summary>
    public static Tint Wrong => new("wrong");

    /// <summary>The color of negative values.</summary>
    public static Tint Negative => new("negative");

    /// <summary>The color of positive values.</summary>
    public static Tint Positive => new("positive");

    /// <summary>The color of a class, label or other series, from 0; it repeats after <see cref="SeriesCount"/>.</summary>
    public static Tint Series(int index) => new(Invariant($"series-{(index % SeriesCount) + 1}"));

    /// <summary>The colors of some series, at most <see cref="SeriesCount"/>: each its own, or where an earlier one has that, the next that is free.</summary>
    internal static Tint[] Apart(IReadOnlyList<int> series)
    {
        var taken = new HashSet<int>();
        return [.. series.Select(index =>
        {
            while (!taken.Add(index % SeriesCount) && taken.Count < SeriesCount)
                index++;
            return Series(index);
        })];
    }

    /// <summary>
    /// The color of a layer: one hue of its own, the stronger the deeper the layer is. No series has it, so that a layer cannot be taken
    /// for a class.
    /// </summary>
    /// <param name="index">The layer's place, from 0.</param>
    /// <param name="count">The number of layers.</param>
    public static Tint Layer(int index, int count)
        => new("layer", count < 2 ? 1 : Math.Round(PalestLayer + ((1 - PalestLayer) * index / (count - 1)), 3));

    /// <summary>Its form in a figure's JSON: <c>var(--name)</c> or <c>var(--name)/opacity</c>.</summary>
    public override string ToString()
        => this.Opacity == 1 ? $"var(--{this.Name})" : Invariant($"var(--{this.Name})/{this.Opacity}");
}
