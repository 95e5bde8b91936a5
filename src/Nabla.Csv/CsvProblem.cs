using Nabla.Data;

namespace Nabla.Csv;

/// <summary>A reason why a file cannot be read as a table.</summary>
/// <param name="Sentence">The problem, with line and column.</param>
/// <param name="Remedy">The suggested remedy.</param>
/// <param name="Values">The texts that are missing values, the column, or the encoding.</param>
public sealed record CsvProblem(string Sentence, TableRemedy Remedy, params IReadOnlyList<string> Values);

/// <summary>All reasons why a file cannot be read as a table.</summary>
public static class CsvProblems
{
    private const int MostTold = 10;

    private static readonly string Key = typeof(CsvProblems).FullName!;

    /// <summary>The problems in an exception, in the order of detection; empty for other exceptions.</summary>
    public static IReadOnlyList<CsvProblem> Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception.Data[Key] as IReadOnlyList<CsvProblem> ?? [];
    }

    /// <summary>The exception for the problems of a file.</summary>
    internal static InvalidDataException In(string file, params IReadOnlyList<CsvProblem> problems)
    {
        string told = string.Join("; ", problems.Take(MostTold).Select(problem => problem.Sentence));
        string more = problems.Count > MostTold ? $"; … ({problems.Count} problems)" : string.Empty;
        var exception = new InvalidDataException($"{file}: {told}{more}");
        exception.Data[Key] = problems;
        return exception;
    }
}
