namespace Nabla.Reports.Figures;

/// <summary>A line through points.</summary>
/// <param name="Name">The name of the data.</param>
/// <param name="X">The positions.</param>
/// <param name="Y">The values; NaN leaves a gap.</param>
public sealed record LineTrace(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y) : Trace(Name)
{
    /// <summary>Whether the line is dashed, for a comparison.</summary>
    public bool Dashed { get; init; }

    /// <summary>Whether points have markers.</summary>
    public bool Markers { get; init; }

    /// <summary>Whether the line is only a visual guide, without data.</summary>
    public bool Guide { get; init; }

    /// <summary>The text in the legend, empty for none; null, the default, for the name.</summary>
    public string? Legend { get; init; }

    /// <summary>Whether each segment between gaps ends in an arrowhead.</summary>
    public bool Arrows { get; init; }

    internal override bool IsData => !this.Guide;

    internal override void WriteMembers(FigureWriter writer, Tint tint)
    {
        writer.Text("type", "scatter");
        if (this.Legend is { } legend)
        {
            writer.Boolean("showlegend", legend.Length > 0);
            writer.Text("legendname", legend);
        }

        writer.Text("mode", this.Markers || this.Arrows ? "lines+markers" : "lines");
        writer.Numbers("x", this.X);
        writer.Numbers("y", this.Y);
        writer.Open("line");
        writer.Tint("color", tint);
        writer.Number("width", this.Guide ? 1.2 : 2);
        writer.Boolean("simplify", false); // long curves are already thinned
        if (this.Dashed)
            writer.Text("dash", "5px,4px");
        writer.Close();
        if (this.Markers)
        {
            writer.Open("marker");
            writer.Number("size", 6);
            writer.Close();
        }

        if (this.Arrows)
        {
            writer.Open("marker");
            writer.Text("symbol", "arrow");
            writer.Text("angleref", "previous");
            writer.Numbers("size", [.. this.X.Select((_, i) => double.IsFinite(this.X[i]) && (i == this.X.Count - 1 || !double.IsFinite(this.X[i + 1])) ? 11.0 : 0)]);
            writer.Tint("color", tint);
            writer.Close();
        }

        if (this.Guide)
            writer.Text("hoverinfo", "skip");
    }
}
