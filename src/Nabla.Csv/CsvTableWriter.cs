using System.Globalization;
using CsvHelper;
using Nabla.Data;

namespace Nabla.Csv;

/// <summary>
/// Writes rows as CSV, one field after the other: fields are quoted if necessary, numbers are read back with the same bits, and lines end with a line
/// feed. Not thread-safe.
/// </summary>
public sealed class CsvTableWriter : IDisposable
{
    private readonly CsvWriter writer;

    /// <summary>Creates a writer for a stream, which is not closed.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="separator">The separator between fields; a comma by default.</param>
    public CsvTableWriter(Stream stream, char separator = ',')
    {
        ArgumentNullException.ThrowIfNull(stream);
        this.writer = CsvWriter.Create(stream, CsvWriterOptions.Default with { Separator = separator, NewLine = "\n", Quoting = CsvQuoting.WhenNeededOrWhitespace }, leaveOpen: true);
    }

    /// <summary>Writes a text; null is an empty field.</summary>
    public void Write(string? text) => this.writer.WriteField(text);

    /// <summary>Writes a number; NaN is an empty field.</summary>
    public void Write(double number)
    {
        if (double.IsNaN(number))
            this.writer.WriteField(string.Empty);
        else
            this.writer.WriteField(number, "R", CultureInfo.InvariantCulture);
    }

    /// <summary>Writes texts, such as the names of the columns.</summary>
    public void Write(params IEnumerable<string?> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        foreach (string? text in texts)
            this.Write(text);
    }

    /// <summary>Ends a row.</summary>
    /// <exception cref="InvalidOperationException">The number of fields differs from that of the first row.</exception>
    public void EndRow() => this.writer.EndRecord();

    /// <summary>Writes a table with its column names.</summary>
    public void Write(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        this.Write(table.Schema.Names);
        this.EndRow();
        for (int row = 0; row < table.Rows; row++)
        {
            foreach (TableColumn column in table.Columns)
                this.Write(column.Text(row));
            this.EndRow();
        }
    }

    /// <summary>Flushes the buffer.</summary>
    public void Dispose() => this.writer.Dispose();
}
