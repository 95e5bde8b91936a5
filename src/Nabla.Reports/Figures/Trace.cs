namespace Nabla.Reports.Figures;

/// <summary>An element that a figure draws.</summary>
/// <param name="Name">The name in legend and data; empty for no legend entry.</param>
public abstract record Trace(string Name)
{
    /// <summary>The color; null, the default, for the series color of its index in the figure.</summary>
    public Tint? Color { get; init; }

    /// <summary>Whether it is three-dimensional.</summary>
    internal virtual bool Spatial => false;

    /// <summary>Whether it is included in the figure's data.</summary>
    internal virtual bool IsData => true;

    /// <summary>Writes the members of a trace in plotly.js's format.</summary>
    internal abstract void WriteMembers(FigureWriter writer, Tint tint);
}
