namespace Nabla.Csv;

/// <summary>Gives the text of a kept field.</summary>
/// <exception cref="InvalidDataException">It is not UTF-8.</exception>
internal delegate string KeptText(ReadOnlySpan<byte> text, long line, int field, FieldText decoder);

/// <summary>From the fields of a record to numbers. One thread at a time uses it.</summary>
/// <param name="columns">The fields that are read, and how.</param>
/// <param name="keptFields">The fields whose texts are kept.</param>
/// <param name="keep">Gives their texts.</param>
/// <param name="apart">Whether other threads parse other rows, so that levels get their numbers later, in the order of the rows.</param>
internal sealed class RowParser((int Field, FieldParser Parser)[] columns, int[] keptFields, KeptText keep, bool apart)
{
    private readonly (int Field, FieldParser Parser)[] columns = apart ? Array.ConvertAll(columns, column => (column.Field, column.Parser.Apart())) : columns;
    private readonly int levelColumns = apart ? columns.Count(column => column.Parser.FindsLevels) : 0;
    private readonly FieldText decoder = new();

    /// <summary>The fields that a record must have at least.</summary>
    public int LeastFields { get; } = Math.Max(columns.Max(column => column.Field), keptFields.DefaultIfEmpty(-1).Max()) + 1;

    /// <summary>The numbers of a row.</summary>
    public int Width => this.columns.Length;

    /// <summary>Parses a record; what is wrong with it is told by the row.</summary>
    /// <param name="record">The record.</param>
    /// <param name="line">The line on which it begins.</param>
    /// <param name="values">Where its numbers go.</param>
    /// <param name="start">The first of them.</param>
    public ParsedRow Parse<TRecord>(TRecord record, long line, double[] values, int start)
        where TRecord : struct, IRecord, allows ref struct
    {
        var row = new ParsedRow(line, record.Count, values, start);
        if (row.Fields < this.LeastFields)
            return row; // which is refused for the number of its fields

        string?[]? levels = this.levelColumns > 0 ? new string?[this.levelColumns] : null;
        Span<double> numbers = values.AsSpan(start, this.columns.Length);
        for (int i = 0, level = 0; i < numbers.Length; i++)
        {
            (int field, FieldParser parser) = this.columns[i];
            ReadOnlySpan<byte> text = record.Field(field);
            if (parser.Parse(text, out numbers[i]) is { } problem)
                return row with { Read = i, Problem = problem, Text = FieldText.Shown(text), Levels = levels };
            if (levels is not null && parser.FindsLevels)
                levels[level++] = parser.LevelOf(numbers[i]);
        }

        row = row with { Read = numbers.Length, Levels = levels };
        return keptFields.Length == 0 ? row : this.Keep(record, row);
    }

    private ParsedRow Keep<TRecord>(TRecord record, ParsedRow row)
        where TRecord : struct, IRecord, allows ref struct
    {
        var kept = new string[keptFields.Length];
        try
        {
            for (int i = 0; i < kept.Length; i++)
                kept[i] = keep(record.Field(keptFields[i]), row.Line, keptFields[i], this.decoder);
        }
        catch (InvalidDataException e)
        {
            return row with { NotKept = e };
        }

        return row with { Kept = kept };
    }
}
