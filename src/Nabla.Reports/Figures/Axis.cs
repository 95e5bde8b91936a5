namespace Nabla.Reports.Figures;

/// <summary>An axis of a figure.</summary>
/// <param name="Title">What it measures, with its unit; the heading of the data's column too.</param>
public sealed record Axis(string Title)
{
    /// <summary>The range shown, its end before its beginning for a reversed axis; null, the default, lets the data decide.</summary>
    public (double From, double To)? Range { get; init; }

    /// <summary>Whether the axis starts logarithmic.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>Whether the reader may switch between a linear and a logarithmic axis.</summary>
    public bool OffersLogarithmic { get; init; }

    /// <summary>Whether positions are names instead of numbers.</summary>
    public bool Categories { get; init; }

    /// <summary>Whether zero is always in view.</summary>
    public bool IncludesZero { get; init; }

    /// <summary>Whether the axis is left out of the drawing.</summary>
    public bool Hidden { get; init; }

    /// <summary>Whether a unit is as long as on the other axis.</summary>
    public bool SameScale { get; init; }

    /// <summary>Whether only whole numbers have a tick.</summary>
    public bool Whole { get; init; }

    /// <summary>Names that stand at 0, 1, 2 … in place of numbers, as many as there is room for; empty, the default, for numbers.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>How numbers are written, in d3's notation, as <c>.0%</c>; null, the default, lets the chart decide.</summary>
    public string? Format { get; init; }
}
