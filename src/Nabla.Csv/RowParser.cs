namespace Nabla.Csv;

/// <summary>Returns the text of a kept field.</summary>
/// <exception cref="InvalidDataException">The text is not UTF-8.</exception>
internal delegate string KeptText(ReadOnlySpan<byte> text, long line, int field, FieldText decoder);

/// <summary>Parses the fields of a record as numbers. For one thread at a time.</summary>
/// <param name="columns">The fields to read, and their parsers.</param>
/// <param name="keptFields">The fields whose texts are kept.</param>
/// <param name="keep">Returns their texts.</param>
/// <param name="apart">Whether other threads parse other rows; levels are then numbered later, in the order of the rows.</param>
internal sealed class RowParser((int Field, FieldParser Parser)[] columns, int[] keptFields, KeptText keep, bool apart)
{
    private readonly (int Field, FieldParser Parser)[] columns = apart ? Array.ConvertAll(columns, column => (column.Field, column.Parser.Apart())) : columns;
    private readonly int levelColumns = apart ? columns.Count(column => column.Parser.FindsLevels) : 0;
    private readonly FieldText decoder = new();

    /// <summary>The minimum number of fields of a record.</summary>
    public int LeastFields { get; } = Math.Max(columns.Max(column => column.Field), keptFields.DefaultIfEmpty(-1).Max()) + 1;

    /// <summary>The number of values per row.</summary>
    public int Width => this.columns.Length;

    /// <summary>Parses a record; a problem is stored in the row.</summary>
    /// <param name="record">The record.</param>
    /// <param name="line">The line on which the record begins.</param>
    /// <param name="values">Receives the numbers.</param>
    /// <param name="start">The index of the first number.</param>
    public ParsedRow Parse<TRecord>(TRecord record, long line, double[] values, int start)
        where TRecord : struct, IRecord, allows ref struct
    {
        var row = new ParsedRow(line, record.Count, values, start);
        if (row.Fields < this.LeastFields)
            return row; // which is refused because of its number of fields

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
