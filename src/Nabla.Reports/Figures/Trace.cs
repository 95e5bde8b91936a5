namespace Nabla.Reports.Figures;

/// <summary>Something that a figure draws.</summary>
/// <param name="Name">The name in legend and data; empty to leave it out of the legend.</param>
public abstract record Trace(string Name)
{
    /// <summary>The color; null, the default, is the series color of its place in the figure.</summary>
    public Tint? Color { get; init; }

    /// <summary>Whether it needs three dimensions.</summary>
    internal virtual bool Spatial => false;

    /// <summary>Whether it is in the figure's data.</summary>
    internal virtual bool IsData => true;

    /// <summary>Writes the members of plotly.js's description of a trace.</summary>
    internal abstract void WriteMembers(FigureWriter writer, Tint tint);
}
