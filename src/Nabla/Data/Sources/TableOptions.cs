using Nabla.Descriptions;

namespace Nabla.Data;

/// <summary>The kinds of a source's columns. Kinds that are not set are detected from the first rows.</summary>
public record TableOptions
{
    /// <summary>The default texts for missing values, besides the empty text.</summary>
    public static IReadOnlyList<string> DefaultMissing { get; } =
        ["NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "null", "?"];

    /// <summary>The texts for missing values; null for those of the schema in use, otherwise <see cref="DefaultMissing"/>.</summary>
    public IReadOnlyList<string>? Missing { get; init; }

    /// <summary>Columns to read as numbers, regardless of their values.</summary>
    public IReadOnlyList<string> Numeric { get; init; } = [];

    /// <summary>Columns to read as categories, regardless of their values.</summary>
    public IReadOnlyList<string> Categorical { get; init; } = [];

    /// <summary>Columns to read as booleans, regardless of their values.</summary>
    public IReadOnlyList<string> Booleans { get; init; } = [];

    /// <summary>Columns to read as dates, regardless of their values.</summary>
    public IReadOnlyList<string> Dates { get; init; } = [];

    /// <summary>Columns to read as hashed categories.</summary>
    public IReadOnlyList<string> Hashed { get; init; } = [];

    /// <summary>The number of different hashes of a hashed column; 256 by default.</summary>
    public int HashBuckets { get; init; } = 256;

    /// <summary>
    /// Categories, when reading with a schema, in which a text that is not a level is refused, such as a class that a model does not know; in other
    /// categories it is encoded as −1.
    /// </summary>
    public IReadOnlyList<string> KnownOnly { get; init; } = [];

    /// <summary>Columns to exclude.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Columns that must exist and are never excluded, such as the target.</summary>
    public IReadOnlyList<string> Needed { get; init; } = [];

    /// <summary>Columns that only identify groups, such as a patient ID.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Columns to read, in addition to the needed ones; null for all. A name that does not exist is ignored.</summary>
    public IReadOnlyList<string>? Only { get; init; }

    /// <summary>
    /// Date formats in .NET notation, such as <c>MM/dd/yyyy</c>; <see cref="DateValue.Formats"/> if empty. A matching text is a date, even if it
    /// could be a number, as with <c>yyyyMMdd</c>.
    /// </summary>
    public IReadOnlyList<string> DateFormats { get; init; } = [];

    /// <summary>The decimal separator, a point or a comma; detected for each column by default.</summary>
    public char? Decimal { get; init; }

    /// <summary>
    /// The notation of the numbers or dates of columns, in the words of a schema (<see cref="ColumnSchema.Notation"/>); detected for other columns.
    /// </summary>
    public IReadOnlyDictionary<string, ValueList<string>> Notations { get; init; } = new Dictionary<string, ValueList<string>>(StringComparer.Ordinal);

    /// <summary>The number of rows for detecting the kinds of columns; 10,000 by default, and at most 16 MB of a file.</summary>
    public int SampleRows { get; init; } = 10_000;

    /// <summary>Cancels reading.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>All column names in the options.</summary>
    public IEnumerable<string> Named()
        => [.. this.Needed, .. this.Ignored, .. this.Numeric, .. this.Categorical, .. this.Booleans, .. this.Dates, .. this.Hashed, .. this.Groups, .. this.KnownOnly, .. this.Only ?? []];

    /// <summary>The date formats; null for the default ones.</summary>
    /// <exception cref="ArgumentException">A format has days but no year: dates would be in the year in which they are read.</exception>
    public string[]? CheckedDateFormats()
    {
        // Of the single-letter formats, only M has no year.
        if (this.DateFormats.FirstOrDefault(format => format is "M" or "m" || (format.Length > 1 && format.IndexOfAny(['M', 'd']) >= 0 && !format.Contains('y', StringComparison.Ordinal))) is { } yearless)
            throw new ArgumentException($"the format of dates '{yearless}' has no year");
        return this.DateFormats.Count == 0 ? null : [.. this.DateFormats];
    }
}
