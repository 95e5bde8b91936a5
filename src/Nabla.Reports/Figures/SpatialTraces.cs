namespace Nabla.Reports.Figures;

/// <summary>Points in space.</summary>
/// <param name="Name">The name of the data.</param>
/// <param name="X">The positions on the first axis.</param>
/// <param name="Y">The positions on the second axis.</param>
/// <param name="Z">The positions on the vertical axis.</param>
public sealed record SpatialPointsTrace(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y, IReadOnlyList<double> Z) : Trace(Name)
{
    /// <summary>A number for each point, such as its row; null, the default, for none.</summary>
    public IReadOnlyList<double>? Rows { get; init; }

    /// <summary>Whether points are small, which suits many of them.</summary>
    public bool Small { get; init; }

    /// <summary>The shape of the points, as in <see cref="PointsTrace.Shape"/>.</summary>
    public int Shape { get; init; }

    internal override bool Spatial => true;

    internal override void WriteMembers(FigureWriter writer, Tint tint)
    {
        writer.Text("type", "scatter3d");
        writer.Text("mode", "markers");
        writer.Numbers("x", this.X);
        writer.Numbers("y", this.Y);
        writer.Numbers("z", this.Z);
        writer.Rows(this.Rows);
        writer.Marker(tint, this.Small ? 2.5 : 5, this.Small, this.Shape);
    }
}

/// <summary>A flat convex polygon in space.</summary>
/// <param name="Name">The name of the data.</param>
/// <param name="Corners">The corners in order, 3 or more.</param>
public sealed record PolygonTrace(string Name, IReadOnlyList<(double X, double Y, double Z)> Corners) : Trace(Name)
{
    internal override bool Spatial => true;

    internal override void WriteMembers(FigureWriter writer, Tint tint)
    {
        // A fan of triangles around the first corner.
        int[] second = [.. Enumerable.Range(1, this.Corners.Count - 2)];
        writer.Text("type", "mesh3d");
        writer.Numbers("x", [.. this.Corners.Select(corner => corner.X)]);
        writer.Numbers("y", [.. this.Corners.Select(corner => corner.Y)]);
        writer.Numbers("z", [.. this.Corners.Select(corner => corner.Z)]);
        writer.Numbers("i", [.. second.Select(_ => 0.0)]);
        writer.Numbers("j", [.. second.Select(j => (double)j)]);
        writer.Numbers("k", [.. second.Select(j => j + 1.0)]);
        writer.Tint("color", tint);
        writer.Number("opacity", 0.35);
        writer.Boolean("flatshading", true);
        writer.Text("hoverinfo", "name");
    }
}
