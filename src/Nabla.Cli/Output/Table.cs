using Nabla.Descriptions;
using Spectre.Console;

namespace Nabla.Cli.Output;

/// <summary>A table on a terminal or in a file.</summary>
internal sealed class Table(TextTable table)
{
    public Table(params string[] headings)
        : this(new TextTable(headings))
    {
    }

    /// <summary>Adds a row.</summary>
    public void Add(params string[] cells) => table.Add(cells);

    /// <summary>Writes the table: with lines on a terminal, otherwise in plain columns.</summary>
    public void Write(Streams streams)
    {
        if (streams.OutIsTerminal)
            this.WriteTo(Streams.Terminal(streams.Out));
        else
            streams.Out.Write(table);
    }

    private void WriteTo(IAnsiConsole console)
    {
        var drawn = new Spectre.Console.Table().RoundedBorder();
        for (int i = 0; i < table.Headings.Count; i++)
        {
            var column = new TableColumn(new Markup($"[bold]{Markup.Escape(table.Headings[i])}[/]"));
            drawn.AddColumn(table.IsRight(i) ? column.RightAligned() : column);
        }

        foreach (IReadOnlyList<string> row in table.Rows)
            drawn.AddRow([.. row.Select(cell => new Text(cell))]);
        console.Write(drawn);
    }
}
