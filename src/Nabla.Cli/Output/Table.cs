using Spectre.Console;

namespace Nabla.Cli.Output;

/// <summary>Rows of cells under a heading each; cells of numbers stand to the right.</summary>
internal sealed class Table(params string[] headings)
{
    private readonly List<string[]> rows = [];

    /// <summary>Adds a row.</summary>
    public void Add(params string[] cells) => this.rows.Add(cells);

    /// <summary>Writes it: with lines on a terminal, in plain columns elsewhere.</summary>
    public void Write(Streams streams)
    {
        if (streams.OutIsTerminal)
            this.WriteTo(Streams.Terminal(streams.Out));
        else
            this.WriteTo(streams.Out);
    }

    private static bool IsNumber(string cell)
        => cell is "NaN" or "Infinity" or "-Infinity" || cell.All(c => char.IsAsciiDigit(c) || c is ',' or '.' or '-' or '+' or 'e');

    private void WriteTo(TextWriter writer)
    {
        int[] widths = [.. headings.Select((heading, i) => this.rows.Select(row => row[i].Length).Append(heading.Length).Max())];
        foreach (string[] row in this.rows.Prepend(headings))
        {
            IEnumerable<string> cells = row.Select((cell, i) => this.IsRight(i) ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
            writer.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }

    private void WriteTo(IAnsiConsole console)
    {
        var table = new Spectre.Console.Table().RoundedBorder();
        for (int i = 0; i < headings.Length; i++)
        {
            var column = new TableColumn(new Markup($"[bold]{Markup.Escape(headings[i])}[/]"));
            table.AddColumn(this.IsRight(i) ? column.RightAligned() : column);
        }

        foreach (string[] row in this.rows)
            table.AddRow([.. row.Select(cell => new Text(cell))]);
        console.Write(table);
    }

    private bool IsRight(int column) => this.rows.Count > 0 && this.rows.All(row => IsNumber(row[column]));
}
