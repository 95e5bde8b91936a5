namespace Nabla.Csv;

/// <summary>What would let a file be read in spite of a problem.</summary>
public enum CsvRemedy
{
    /// <summary>Nothing but another file.</summary>
    None,

    /// <summary>To say that a text is a missing value (<see cref="CsvOptions.Missing"/>).</summary>
    Missing,

    /// <summary>To read the column as categories (<see cref="CsvOptions.Categorical"/>).</summary>
    Categorical,

    /// <summary>To leave the column out (<see cref="CsvOptions.Ignored"/>).</summary>
    Ignore,

    /// <summary>To leave rows out that cannot be read (<see cref="CsvOptions.SkipBadRows"/>).</summary>
    SkipRows,

    /// <summary>To say which encoding the file has (<see cref="CsvOptions.Encoding"/>).</summary>
    Encoding,

    /// <summary>To say that the first line is data (<see cref="CsvOptions.HasHeader"/>).</summary>
    NoHeader,

    /// <summary>To say that numbers have a decimal comma (<see cref="CsvOptions.DecimalComma"/>).</summary>
    DecimalComma,
}

/// <summary>A reason why a file cannot be read as a table.</summary>
/// <param name="Sentence">What is wrong, with line and column.</param>
/// <param name="Remedy">What would help.</param>
/// <param name="Values">The texts that are missing values, the column, or the encoding.</param>
public sealed record CsvProblem(string Sentence, CsvRemedy Remedy, params IReadOnlyList<string> Values);

/// <summary>All reasons why a file cannot be read as a table.</summary>
public sealed class CsvProblemsException : InvalidDataException
{
    private const int MostTold = 10;

    private CsvProblemsException(string message, IReadOnlyList<CsvProblem> problems)
        : base(message) => this.Problems = problems;

    /// <summary>The problems in the order in which they were met.</summary>
    public IReadOnlyList<CsvProblem> Problems { get; }

    /// <summary>The problems of a file.</summary>
    internal static CsvProblemsException Of(string file, params IReadOnlyList<CsvProblem> problems)
    {
        string told = string.Join("; ", problems.Take(MostTold).Select(problem => problem.Sentence));
        string more = problems.Count > MostTold ? $"; … ({problems.Count} problems)" : string.Empty;
        return new CsvProblemsException($"{file}: {told}{more}", problems);
    }
}
