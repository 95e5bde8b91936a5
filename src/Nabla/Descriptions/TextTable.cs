using System.Text;

namespace Nabla.Descriptions;

/// <summary>Formats a table as plain text; columns of numbers are right-aligned.</summary>
/// <param name="headings">The headings.</param>
public sealed class TextTable(params IReadOnlyList<string> headings)
{
    private readonly List<IReadOnlyList<string>> rows = [];

    /// <summary>The headings.</summary>
    public IReadOnlyList<string> Headings { get; } = headings;

    /// <summary>The rows.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows => this.rows;

    /// <summary>Adds a row with one cell for each heading.</summary>
    public void Add(params IReadOnlyList<string> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        if (cells.Count != this.Headings.Count)
            throw new ArgumentException($"{cells.Count} cells under {this.Headings.Count} headings", nameof(cells));
        this.rows.Add(cells);
    }

    /// <summary>Whether a column is right-aligned, because it contains only numbers.</summary>
    public bool IsRight(int column) => this.rows.Count > 0 && this.rows.All(row => IsNumber(row[column]));

    /// <summary>The table as text, one line per row.</summary>
    public override string ToString()
    {
        int[] widths = [.. this.Headings.Select((heading, i) => this.rows.Select(row => row[i].Length).Append(heading.Length).Max())];
        var text = new StringBuilder();
        foreach (IReadOnlyList<string> row in this.rows.Prepend(this.Headings))
        {
            IEnumerable<string> cells = row.Select((cell, i) => this.IsRight(i) ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
            text.AppendLine(string.Join("  ", cells).TrimEnd());
        }

        return text.ToString();
    }

    private static bool IsNumber(string cell)
        => cell is "NaN" or "Infinity" or "-Infinity" || cell.All(c => char.IsAsciiDigit(c) || c is ',' or '.' or '-' or '+' or 'e');
}
