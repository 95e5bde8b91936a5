using System.Text;

namespace Nabla.Csv;

/// <summary>How a CSV file is read. Without any option it is found out.</summary>
public sealed record CsvOptions
{
    /// <summary>The texts that are missing values unless said; an empty field always is one.</summary>
    public static IReadOnlyList<string> DefaultMissing { get; } =
        ["NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "null", "?"];

    /// <summary>
    /// What stands between fields; comma, semicolon, tab or pipe, or spaces that align columns, as the first lines show, unless said. A space
    /// stands for any number of them.
    /// </summary>
    public char? Separator { get; init; }

    /// <summary>
    /// Whether the first line has the names of the columns. Found out unless said: it has them if it has one of the names that these options
    /// name, and is data if it has a number, or a missing value, wherever the lines below have numbers.
    /// </summary>
    public bool? HasHeader { get; init; }

    /// <summary>Whether numbers are written as in <c>1,5</c> or <c>1.234,5</c>; found out for each column unless said.</summary>
    public bool DecimalComma { get; init; }

    /// <summary>Whether numbers are written as in <c>1.5</c> or <c>1,234.5</c>; found out for each column unless said.</summary>
    public bool DecimalPoint { get; init; }

    /// <summary>The encoding; UTF-8, or as a byte order mark says, unless said.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>The texts that are missing values; null for those of the schema read by, or else <see cref="DefaultMissing"/>.</summary>
    public IReadOnlyList<string>? Missing { get; init; }

    /// <summary>Columns to read as numbers whatever they look like.</summary>
    public IReadOnlyList<string> Numeric { get; init; } = [];

    /// <summary>Columns to read as categories whatever they look like.</summary>
    public IReadOnlyList<string> Categorical { get; init; } = [];

    /// <summary>Columns to read as categories of which only a hash is kept.</summary>
    public IReadOnlyList<string> Hashed { get; init; } = [];

    /// <summary>The number of different hashes of a hashed column; 256 unless said.</summary>
    public int HashBuckets { get; init; } = 256;

    /// <summary>
    /// Categories of a schema read by in which a text that is none of the levels is refused, such as a class that a model does not
    /// know; elsewhere it is −1.
    /// </summary>
    public IReadOnlyList<string> KnownOnly { get; init; } = [];

    /// <summary>Columns to leave out.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Columns that must be there and are never left out, such as what is to be learnt.</summary>
    public IReadOnlyList<string> Needed { get; init; } = [];

    /// <summary>Columns to read, with those that are needed; null for all. Another is not missed if it is not there.</summary>
    public IReadOnlyList<string>? Only { get; init; }

    /// <summary>
    /// Formats of dates as .NET writes them, such as <c>MM/dd/yyyy</c>; <see cref="Data.DateValue.Formats"/> if empty. What is written so
    /// is a date, even where it could be a number, as in <c>yyyyMMdd</c>.
    /// </summary>
    public IReadOnlyList<string> DateFormats { get; init; } = [];

    /// <summary>
    /// Whether rows that cannot be read are left out and counted; if not, the first is refused.
    /// A quoted field then ends at the end of its line, so that an open quote costs one row.
    /// </summary>
    public bool SkipBadRows { get; init; }

    /// <summary>How many rows the kinds of the columns are found from; 10,000 unless said, or what fits in 16 MB.</summary>
    public int SampleRows { get; init; } = 10_000;

    /// <summary>Told how far reading is, some hundred times in a large file.</summary>
    public IProgress<CsvProgress>? Progress { get; init; }

    /// <summary>Ends reading early.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>All names of columns that the options name.</summary>
    internal IEnumerable<string> Named => [.. this.Needed, .. this.Ignored, .. this.Numeric, .. this.Categorical, .. this.Hashed, .. this.KnownOnly, .. this.Only ?? []];
}

/// <summary>How far reading is.</summary>
/// <param name="Bytes">Bytes of the file that were read, compressed if it is.</param>
/// <param name="TotalBytes">Bytes of the file; null for a stream that does not know.</param>
/// <param name="Rows">Rows that were read.</param>
public readonly record struct CsvProgress(long Bytes, long? TotalBytes, long Rows)
{
    /// <summary>Whether the rows are only counted; the file is then read once more, from its beginning.</summary>
    public bool IsCounting { get; init; }
}

/// <summary>The rows that could not be read and were left out.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="First">What was wrong with the first of them, a sentence each.</param>
public sealed record SkippedRows(long Count, IReadOnlyList<string> First);
