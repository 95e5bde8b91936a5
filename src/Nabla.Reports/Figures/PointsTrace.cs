namespace Nabla.Reports.Figures;

/// <summary>Points in the plane.</summary>
/// <param name="Name">The name of the data.</param>
/// <param name="X">The horizontal positions.</param>
/// <param name="Y">The vertical positions.</param>
public sealed record PointsTrace(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y) : Trace(Name)
{
    /// <summary>The diameter in pixels.</summary>
    public double Size { get; init; } = 7;

    /// <summary>A number for each point, such as its row; null, the default, for none.</summary>
    public IReadOnlyList<double>? Rows { get; init; }

    /// <summary>The diameter of each point, if they differ; empty, the default, for <see cref="Size"/>.</summary>
    public IReadOnlyList<double> Sizes { get; init; } = [];

    /// <summary>
    /// The shape of the points: 0, the default, for circles, then diamonds, squares and crosses. Classes with the same color have different shapes.
    /// </summary>
    public int Shape { get; init; }

    /// <summary>A label next to each point; empty, the default, for none.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The uncertainty of each point, upwards and downwards; empty, the default, for none.</summary>
    public IReadOnlyList<(double Up, double Down)> Spread { get; init; } = [];

    internal override void WriteMembers(FigureWriter writer, Tint tint)
    {
        writer.Text("type", "scatter");
        writer.Text("mode", this.Labels.Count > 0 ? "markers+text" : "markers");
        if (this.Labels.Count > 0)
        {
            writer.Texts("text", this.Labels);

            // Placed towards the middle, so that no label leaves the chart at a side.
            double middle = (this.X.Min() + this.X.Max()) / 2;
            writer.Texts("textposition", [.. this.X.Select(x => x <= middle ? "middle right" : "middle left")]);
        }

        if (this.Spread.Count > 0)
        {
            writer.Open("error_y");
            writer.Text("type", "data");
            writer.Boolean("symmetric", false);
            writer.Numbers("array", [.. this.Spread.Select(spread => spread.Up)]);
            writer.Numbers("arrayminus", [.. this.Spread.Select(spread => spread.Down)]);
            writer.Tint("color", tint);
            writer.Number("thickness", 1);
            writer.Number("width", 0);
            writer.Close();
        }

        writer.Numbers("x", this.X);
        writer.Numbers("y", this.Y);
        writer.Rows(this.Rows);
        writer.Marker(tint, this.Size, many: this.X.Count > 500, this.Shape, this.Sizes);
    }
}
