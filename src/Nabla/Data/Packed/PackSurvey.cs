using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>The result of the first pass over a source: columns and levels, the target of each row, and the columns that only count rows.</summary>
internal sealed class PackSurvey
{
    private PackSurvey(TableSchema schema, int rows, Table targets, string[] counters)
    {
        this.Schema = schema;
        this.Rows = rows;
        this.Targets = targets;
        this.Counters = counters;
    }

    /// <summary>The columns of the source, with all levels.</summary>
    public TableSchema Schema { get; }

    /// <summary>The number of rows of the source.</summary>
    public int Rows { get; }

    /// <summary>The columns of the target.</summary>
    public Table Targets { get; }

    /// <summary>The omitted columns.</summary>
    public string[] Counters { get; }

    /// <summary>Reads a source.</summary>
    /// <exception cref="InvalidDataException">A row cannot be read, or a column is missing.</exception>
    public static PackSurvey Of(ITableSource source, PackSettings settings)
    {
        int width = source.Columns.Count;
        string[] names = [.. source.Columns.Select(column => column.Name)];
        int[] targets = [.. settings.Targets.Select(Place)];
        foreach (string other in new[] { settings.Weight, settings.Group, settings.Time }.OfType<string>())
            Place(other);
        HashSet<string> kept = [.. settings.Targets, .. new[] { settings.Weight, settings.Group, settings.Time }.OfType<string>(), .. settings.Kept];
        (int Column, CounterSearch Search)[] searches = [.. names.Index().Where(one => !kept.Contains(one.Item) && source.Columns[one.Index].Kind == ColumnKind.Number).Select(one => (one.Index, new CounterSearch(one.Item)))];
        ColumnBuilder[] builders = [.. targets.Select(_ => new ColumnBuilder(0))];
        Matrix<double> block = PackedTableWriter.Block(width);
        int rows = 0;
        for (int count = block.Rows; count == block.Rows; rows = checked(rows + count))
        {
            settings.Cancellation.ThrowIfCancellationRequested();
            count = source.Read(block);
            ReadOnlySpan<double> values = block.Data.AsSpan(0, count * width);
            for (int i = 0; i < targets.Length; i++)
                builders[i].Add(values, targets[i], width);
            foreach ((int column, CounterSearch search) in searches)
            {
                for (int row = 0; row < count && search.IsOpen; row++)
                    search.Add(values[(row * width) + column]);
            }
        }

        var schema = new TableSchema([.. source.Columns], source.MissingTexts is { } missing ? [.. missing] : null);
        string[] counters = [.. searches.Where(one => one.Search.End()).Select(one => names[one.Column])];
        if (counters.Length == names.Count(name => !kept.Contains(name)))
            counters = [];
        return new PackSurvey(schema, rows, new Table(targets.Select((column, i) => new TableColumn(schema.Columns[column], builders[i].ToValues()))), counters);

        int Place(string name) => Array.IndexOf(names, name) is >= 0 and var place ? place : throw new InvalidDataException($"there is no column '{Excerpt.Of(name)}': there are {Excerpt.Of(names)}");
    }
}
