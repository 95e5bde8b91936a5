namespace Nabla.Reports.Figures;

/// <summary>An axis of a figure.</summary>
/// <param name="Title">The measured quantity with its unit; also the heading of the data column.</param>
public sealed record Axis(string Title)
{
    /// <summary>The visible range, with the end before the beginning for a reversed axis; null, the default, to derive it from the data.</summary>
    public (double From, double To)? Range { get; init; }

    /// <summary>Whether the axis is initially logarithmic.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>Whether the reader may switch between a linear and a logarithmic axis.</summary>
    public bool OffersLogarithmic { get; init; }

    /// <summary>Whether positions are names, not numbers.</summary>
    public bool Categories { get; init; }

    /// <summary>Whether zero is always visible.</summary>
    public bool IncludesZero { get; init; }

    /// <summary>Whether the axis is not drawn.</summary>
    public bool Hidden { get; init; }

    /// <summary>Whether a unit has the same length as on the other axis.</summary>
    public bool SameScale { get; init; }

    /// <summary>Whether ticks are only at integers.</summary>
    public bool Whole { get; init; }

    /// <summary>Names to show at 0, 1, 2 … instead of numbers, as many as fit; empty, the default, for numbers.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The number format in d3's notation, such as <c>.0%</c>; null, the default, to leave it to the chart.</summary>
    public string? Format { get; init; }
}
