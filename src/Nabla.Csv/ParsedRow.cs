using Nabla.Data;

namespace Nabla.Csv;

/// <summary>A record as numbers.</summary>
/// <param name="Line">The line on which it begins.</param>
/// <param name="Fields">How many fields it has.</param>
/// <param name="Values">Where its numbers stand.</param>
/// <param name="Start">The first of them.</param>
internal readonly record struct ParsedRow(long Line, int Fields, double[] Values, int Start)
{
    /// <summary>How many columns are read: all of them, or those before the first that cannot be.</summary>
    public int Read { get; init; }

    /// <summary>What is wrong with the first column that cannot be read; null if all can.</summary>
    public FieldProblem? Problem { get; init; }

    /// <summary>The text of that column.</summary>
    public string? Text { get; init; }

    /// <summary>The texts of the columns whose levels are found while reading, where they have no numbers yet.</summary>
    public string?[]? Levels { get; init; }

    /// <summary>The texts of the kept columns.</summary>
    public string[]? Kept { get; init; }

    /// <summary>Why they cannot be kept.</summary>
    public InvalidDataException? NotKept { get; init; }
}
