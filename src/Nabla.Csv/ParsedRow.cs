using Nabla.Data;

namespace Nabla.Csv;

/// <summary>A record as numbers.</summary>
/// <param name="Line">The line on which the record begins.</param>
/// <param name="Fields">The number of fields.</param>
/// <param name="Values">The array of its numbers.</param>
/// <param name="Start">The index of the first of its numbers.</param>
internal readonly record struct ParsedRow(long Line, int Fields, double[] Values, int Start)
{
    /// <summary>The number of columns that were parsed: all, or those before the first invalid one.</summary>
    public int Read { get; init; }

    /// <summary>The problem of the first invalid column; null if all are valid.</summary>
    public FieldProblem? Problem { get; init; }

    /// <summary>The text of that column.</summary>
    public string? Text { get; init; }

    /// <summary>The texts of the columns whose levels are collected while reading, before they have codes.</summary>
    public string?[]? Levels { get; init; }

    /// <summary>The texts of the kept columns.</summary>
    public string[]? Kept { get; init; }

    /// <summary>The reason why they cannot be kept.</summary>
    public InvalidDataException? NotKept { get; init; }
}
