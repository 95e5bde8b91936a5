using System.Text;
using Nabla.Data;

namespace Nabla.Csv;

/// <summary>Options for reading a CSV file. By default, the format is detected.</summary>
public sealed record CsvOptions : TableOptions
{
    /// <summary>
    /// The field separator. By default detected from the first lines: comma, semicolon, tab, pipe, or column-aligning spaces. A space means any
    /// number of spaces.
    /// </summary>
    public char? Separator { get; init; }

    /// <summary>
    /// Whether the first line has the column names. By default detected: it has them if it contains a column name of these options, and is data if it
    /// has a number or a missing value wherever the lines below have numbers.
    /// </summary>
    public bool? HasHeader { get; init; }

    /// <summary>Whether <see cref="TableOptions.Decimal"/> is a comma.</summary>
    public bool DecimalComma
    {
        get => this.Decimal == ',';
        init => this.Decimal = value ? ',' : this.Decimal;
    }

    /// <summary>The encoding; by default that of a byte order mark, otherwise UTF-8.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>
    /// Whether rows that cannot be read are skipped and counted; otherwise the first one is refused. If true, a quoted field ends at the end of its
    /// line, so that an unclosed quote affects only one row.
    /// </summary>
    public bool SkipBadRows { get; init; }

    /// <summary>Receives the progress, a few hundred times for a large file.</summary>
    public IProgress<CsvProgress>? Progress { get; init; }
}

/// <summary>The progress of reading.</summary>
/// <param name="Bytes">The number of bytes read, compressed ones for a compressed file.</param>
/// <param name="TotalBytes">The size of the file in bytes; null for a stream of unknown length.</param>
/// <param name="Rows">The number of rows read.</param>
public readonly record struct CsvProgress(long Bytes, long? TotalBytes, long Rows)
{
    /// <summary>Whether the rows are only counted; the file is then read again from the start.</summary>
    public bool IsCounting { get; init; }
}

/// <summary>The rows that could not be read and were skipped.</summary>
/// <param name="Count">The number of such rows.</param>
/// <param name="First">The problems of the first ones, a sentence each.</param>
public sealed record SkippedRows(long Count, IReadOnlyList<string> First);
