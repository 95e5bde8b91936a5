using Nabla.Numerics;

namespace Nabla.Reports.Figures;

/// <summary>Numbers on a grid: a row of values per y, a column per x.</summary>
/// <param name="Name">The name of the numbers.</param>
/// <param name="X">The positions of the columns.</param>
/// <param name="Y">The positions of the rows.</param>
/// <param name="Z">[y × x]</param>
/// <param name="Colors">The mapping of numbers to colors.</param>
public abstract record GridTrace(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y, Matrix<double> Z, ColorScale Colors) : Trace(Name)
{
    /// <summary>The numbers at the two ends of the color scale; null, the default, for minimum and maximum.</summary>
    public (double Least, double Largest)? Ends { get; init; }

    /// <summary>Whether a color scale is shown at the side.</summary>
    public bool Legend { get; init; } = true;

    /// <summary>The prefix of plotly.js's names for minimum and maximum.</summary>
    private protected virtual string EndsPrefix => "z";

    private protected void WriteGrid(FigureWriter writer, string type)
    {
        writer.Text("type", type);
        writer.Numbers("x", this.X);
        writer.Numbers("y", this.Y);
        writer.Grid("z", this.Z);
        writer.ColorScale("colorscale", this.Colors);
        writer.Boolean("showscale", this.Legend);
        if (this.Ends is var (least, largest))
        {
            writer.Number(this.EndsPrefix + "min", least);
            writer.Number(this.EndsPrefix + "max", largest);
        }
    }
}

/// <summary>A colored rectangle per number.</summary>
/// <inheritdoc cref="GridTrace"/>
public sealed record HeatmapTrace(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y, Matrix<double> Z, ColorScale Colors)
    : GridTrace(Name, X, Y, Z, Colors)
{
    /// <summary>The gap between rectangles in pixels.</summary>
    public int Gap { get; init; }

    internal override void WriteMembers(FigureWriter writer, Tint tint)
    {
        this.WriteGrid(writer, "heatmap");
        writer.Number("xgap", this.Gap);
        writer.Number("ygap", this.Gap);
    }
}

/// <summary>Contour lines, with colored areas between them.</summary>
/// <inheritdoc cref="GridTrace"/>
public sealed record ContourTrace(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y, Matrix<double> Z, ColorScale Colors)
    : GridTrace(Name, X, Y, Z, Colors)
{
    /// <summary>The first line, the last one, and the distance between two; null, the default, leaves them to the chart.</summary>
    public (double First, double Last, double Distance)? Levels { get; init; }

    /// <summary>Whether the lines have labels with their numbers.</summary>
    public bool Labels { get; init; }

    /// <summary>Whether areas between lines have one color, the default, or a smooth gradient.</summary>
    public bool Bands { get; init; } = true;

    /// <summary>Whether only the lines are drawn, in the trace's color, so that the background stays visible.</summary>
    public bool LinesOnly { get; init; }

    internal override bool IsData => !this.LinesOnly;

    internal override void WriteMembers(FigureWriter writer, Tint tint)
    {
        this.WriteGrid(writer, "contour");
        writer.Open("contours");
        writer.Text("coloring", this.LinesOnly ? "none" : this.Bands ? "fill" : "heatmap");
        writer.Boolean("showlabels", this.Labels);
        if (this.Levels is var (first, last, distance))
        {
            writer.Number("start", first);
            writer.Number("end", last);
            writer.Number("size", distance);
        }

        writer.Close();
        if (this.Levels is not null)
            writer.Boolean("autocontour", false);
        writer.Open("line");
        writer.Number("width", this.LinesOnly ? 1.2 : this.Bands ? 0.8 : 2);
        writer.Tint("color", this.LinesOnly ? tint : this.Bands ? Tint.Paper : Tint.Ink);
        writer.Number("smoothing", 1);
        writer.Close();
        if (this.LinesOnly)
            writer.Text("hoverinfo", "skip");
    }
}

/// <summary>Numbers as heights of a surface in space.</summary>
/// <inheritdoc cref="GridTrace"/>
public sealed record SurfaceTrace(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y, Matrix<double> Z, ColorScale Colors)
    : GridTrace(Name, X, Y, Z, Colors)
{
    internal override bool Spatial => true;

    private protected override string EndsPrefix => "c";

    internal override void WriteMembers(FigureWriter writer, Tint tint)
    {
        this.WriteGrid(writer, "surface");
        writer.Number("opacity", 0.92);
    }
}
