using Nabla.Descriptions;

namespace Nabla.Data;

/// <summary>The kinds of a source's columns. Kinds that are not set are detected from the first rows.</summary>
public record TableOptions
{
    /// <summary>The texts that are missing values by default; an empty text always is one.</summary>
    public static IReadOnlyList<string> DefaultMissing { get; } =
        ["NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "null", "?"];

    /// <summary>The texts that are missing values; null for those of the schema read by, or else <see cref="DefaultMissing"/>.</summary>
    public IReadOnlyList<string>? Missing { get; init; }

    /// <summary>Columns to read as numbers, whatever the values look like.</summary>
    public IReadOnlyList<string> Numeric { get; init; } = [];

    /// <summary>Columns to read as categories, whatever the values look like.</summary>
    public IReadOnlyList<string> Categorical { get; init; } = [];

    /// <summary>Columns to read as yes and no, whatever the values look like.</summary>
    public IReadOnlyList<string> Booleans { get; init; } = [];

    /// <summary>Columns to read as dates, whatever the values look like.</summary>
    public IReadOnlyList<string> Dates { get; init; } = [];

    /// <summary>Columns to read as categories of which only a hash is kept.</summary>
    public IReadOnlyList<string> Hashed { get; init; } = [];

    /// <summary>The number of different hashes of a hashed column; 256 by default.</summary>
    public int HashBuckets { get; init; } = 256;

    /// <summary>
    /// Categories of a schema read by in which a text that is none of the levels is refused, such as a class that a model does not
    /// know; elsewhere it is −1.
    /// </summary>
    public IReadOnlyList<string> KnownOnly { get; init; } = [];

    /// <summary>Columns to leave out.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Columns that must exist and are never left out, such as the target.</summary>
    public IReadOnlyList<string> Needed { get; init; } = [];

    /// <summary>Columns that only identify groups, such as the number of a patient.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Columns to read, with those that are needed; null for all. One that is not there is not missed.</summary>
    public IReadOnlyList<string>? Only { get; init; }

    /// <summary>
    /// Formats of dates as .NET writes them, such as <c>MM/dd/yyyy</c>; <see cref="DateValue.Formats"/> if empty. What is written so
    /// is a date, even where it could be a number, as in <c>yyyyMMdd</c>.
    /// </summary>
    public IReadOnlyList<string> DateFormats { get; init; } = [];

    /// <summary>The decimal separator, a point or a comma; detected for each column by default.</summary>
    public char? Decimal { get; init; }

    /// <summary>How the numbers or dates of columns are written, in the words of a schema (<see cref="ColumnSchema.Notation"/>); detected for others.</summary>
    public IReadOnlyDictionary<string, ValueList<string>> Notations { get; init; } = new Dictionary<string, ValueList<string>>(StringComparer.Ordinal);

    /// <summary>How many rows the kinds of the columns are found from; 10,000 by default, and of a file at most 16 MB.</summary>
    public int SampleRows { get; init; } = 10_000;

    /// <summary>Ends reading early.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>All names of columns that the options name.</summary>
    public IEnumerable<string> Named()
        => [.. this.Needed, .. this.Ignored, .. this.Numeric, .. this.Categorical, .. this.Booleans, .. this.Dates, .. this.Hashed, .. this.Groups, .. this.KnownOnly, .. this.Only ?? []];

    /// <summary>The formats of dates; null for the usual ones.</summary>
    /// <exception cref="ArgumentException">A format has days but no year: dates would be of the year in which they are read.</exception>
    public string[]? CheckedDateFormats()
    {
        // Of the formats of one letter only M is without a year.
        if (this.DateFormats.FirstOrDefault(format => format is "M" or "m" || (format.Length > 1 && format.IndexOfAny(['M', 'd']) >= 0 && !format.Contains('y', StringComparison.Ordinal))) is { } yearless)
            throw new ArgumentException($"the format of dates '{yearless}' has no year");
        return this.DateFormats.Count == 0 ? null : [.. this.DateFormats];
    }
}
