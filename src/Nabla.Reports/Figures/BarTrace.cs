namespace Nabla.Reports.Figures;

/// <summary>Bars of a histogram or of categories.</summary>
/// <param name="Name">The name of the data.</param>
/// <param name="Y">The heights.</param>
public sealed record BarTrace(string Name, IReadOnlyList<double> Y) : Trace(Name)
{
    /// <summary>The centres of the bars; ignored if there are names.</summary>
    public IReadOnlyList<double> X { get; init; } = [];

    /// <summary>The names of the bars, on an axis of categories.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The uncertainty of each bar's top, up and down; none by default.</summary>
    public IReadOnlyList<double> Spread { get; init; } = [];

    /// <summary>Whether the bars are horizontal, with the names on the vertical axis.</summary>
    public bool Horizontal { get; init; }

    internal override void WriteMembers(FigureWriter writer, Tint tint)
    {
        (string along, string across) = this.Horizontal ? ("y", "x") : ("x", "y");
        writer.Text("type", "bar");
        if (this.Horizontal)
            writer.Text("orientation", "h");
        if (this.Names.Count > 0)
            writer.Texts(along, this.Names);
        else
            writer.Numbers(along, this.X);
        writer.Numbers(across, this.Y);
        writer.Open("marker");
        writer.Tint("color", tint with { Opacity = Math.Min(0.8, tint.Opacity) });
        writer.Close();
        if (this.Spread.Count > 0)
        {
            writer.Open(this.Horizontal ? "error_x" : "error_y");
            writer.Numbers("array", this.Spread);
            writer.Tint("color", Tint.Muted);
            writer.Number("thickness", 1);
            writer.Close();
        }
    }
}
