using System.Text;
using Nabla.Data;

namespace Nabla.Csv;

/// <summary>How a CSV file is read. Without any option the format is detected.</summary>
public sealed record CsvOptions : TableOptions
{
    /// <summary>
    /// The separator between fields; by default comma, semicolon, tab or pipe, or spaces that align columns, as the first lines show. A space
    /// stands for any number of them.
    /// </summary>
    public char? Separator { get; init; }

    /// <summary>
    /// Whether the first line has the names of the columns. Found out by default: it has them if it has one of the names that these options
    /// name, and is data if it has a number, or a missing value, wherever the lines below have numbers.
    /// </summary>
    public bool? HasHeader { get; init; }

    /// <summary>Whether <see cref="TableOptions.Decimal"/> is a comma.</summary>
    public bool DecimalComma
    {
        get => this.Decimal == ',';
        init => this.Decimal = value ? ',' : this.Decimal;
    }

    /// <summary>The encoding; UTF-8, or as a byte order mark says, by default.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>
    /// Whether rows that cannot be read are left out and counted; if not, the first is refused.
    /// A quoted field then ends at the end of its line, so that an open quote costs one row.
    /// </summary>
    public bool SkipBadRows { get; init; }

    /// <summary>Told how far reading is, some hundred times in a large file.</summary>
    public IProgress<CsvProgress>? Progress { get; init; }
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
/// <param name="First">The problems of the first of them, a sentence each.</param>
public sealed record SkippedRows(long Count, IReadOnlyList<string> First);
