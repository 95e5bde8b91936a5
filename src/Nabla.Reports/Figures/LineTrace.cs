namespace Nabla.Reports.Figures;

/// <summary>A line through points.</summary>
/// <param name="Name">What it is.</param>
/// <param name="X">Positions.</param>
/// <param name="Y">Values; NaN leaves a gap.</param>
public sealed record LineTrace(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y) : Trace(Name)
{
    /// <summary>Whether the line is broken, as for what is only for comparison.</summary>
    public bool Dashed { get; init; }

    /// <summary>Whether points are marked on it.</summary>
    public bool Markers { get; init; }

    /// <summary>Whether the line is a guide for the eye and no data.</summary>
    public bool Guide { get; init; }

    internal override bool IsData => !this.Guide;

    internal override void WriteMembers(FigureWriter writer, Tint tint)
    {
        writer.Text("type", "scatter");
        writer.Text("mode", this.Markers ? "lines+markers" : "lines");
        writer.Numbers("x", this.X);
        writer.Numbers("y", this.Y);
        writer.Open("line");
        writer.Tint("color", tint);
        writer.Number("width", this.Guide ? 1.2 : 2);
        writer.Boolean("simplify", false); // long curves are thinned already
        if (this.Dashed)
            writer.Text("dash", "5px,4px");
        writer.Close();
        if (this.Markers)
        {
            writer.Open("marker");
            writer.Number("size", 6);
            writer.Close();
        }

        if (this.Guide)
            writer.Text("hoverinfo", "skip");
    }
}
