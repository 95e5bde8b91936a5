namespace Nabla.Reports.Figures;

/// <summary>Points in the plane.</summary>
/// <param name="Name">What they are.</param>
/// <param name="X">Positions.</param>
/// <param name="Y">Positions.</param>
public sealed record PointsTrace(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y) : Trace(Name)
{
    /// <summary>The diameter in pixels.</summary>
    public double Size { get; init; } = 7;

    /// <summary>A number that each point carries, as the row it is of; null, the default, for none.</summary>
    public IReadOnlyList<double>? Rows { get; init; }

    internal override void WriteMembers(FigureWriter writer, Tint tint)
    {
        writer.Text("type", "scatter");
        writer.Text("mode", "markers");
        writer.Numbers("x", this.X);
        writer.Numbers("y", this.Y);
        writer.Rows(this.Rows);
        writer.Marker(tint, this.Size, many: this.X.Count > 500);
    }
}
