namespace Nabla.Reports.Figures;

/// <summary>A color of the page's palette, light or dark as in the reader's system. Its value is looked up when it is drawn.</summary>
/// <param name="Name">The name of a style property, such as <c>series-1</c>.</param>
/// <param name="Opacity">The opacity from 0 to 1.</param>
public readonly record struct Tint(string Name, double Opacity = 1)
{
    /// <summary>The number of series colors before they repeat.</summary>
    public const int SeriesCount = 10;

    // The minimum opacity at which the first layer is visible on the page.
    private const double PalestLayer = 0.55;

    /// <summary>The color of text.</summary>
    public static Tint Ink => new("ink");

    /// <summary>A subdued color for secondary marks.</summary>
    public static Tint Muted => new("muted");

    /// <summary>The color of the page.</summary>
    public static Tint Paper => new("paper");

    /// <summary>The color of the training part, used for nothing else.</summary>
    public static Tint Training => new("training");

    /// <summary>The color of the validation part.</summary>
    public static Tint Validation => new("validation");

    /// <summary>The color of the test part.</summary>
    public static Tint Test => new("test");

    /// <summary>The color of correct predictions.</summary>
    public static Tint Right => new("right");

    /// <summary>The color of wrong predictions.</summary>
    public static Tint Wrong => new("wrong");

    /// <summary>The color of negative values.</summary>
    public static Tint Negative => new("negative");

    /// <summary>The color of positive values.</summary>
    public static Tint Positive => new("positive");

    /// <summary>The color of a class, label or other series, from 0; it repeats after <see cref="SeriesCount"/>.</summary>
    public static Tint Series(int index) => new(Invariant($"series-{(index % SeriesCount) + 1}"));

    /// <summary>
    /// The colors of some series, at most <see cref="SeriesCount"/>: each its regular color or, if an earlier one has it, the next free one.
    /// </summary>
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
    /// The color of a layer: shades of one hue, stronger for deeper layers. No series has this hue, so that layers are not confused with classes.
    /// </summary>
    /// <param name="index">The index of the layer, from 0.</param>
    /// <param name="count">The number of layers.</param>
    public static Tint Layer(int index, int count)
        => new("layer", count < 2 ? 1 : Math.Round(PalestLayer + ((1 - PalestLayer) * index / (count - 1)), 3));

    /// <summary>The form in the JSON of a figure: <c>var(--name)</c> or <c>var(--name)/opacity</c>.</summary>
    public override string ToString()
        => this.Opacity == 1 ? $"var(--{this.Name})" : Invariant($"var(--{this.Name})/{this.Opacity}");
}
