using Nabla.Descriptions;

namespace Nabla.Data;

/// <summary>Chooses the columns of a source to read, and their encodings: by their first values, by options, or by a schema.</summary>
internal static class ColumnChoices
{
    /// <summary>Chooses the columns that the options do not exclude.</summary>
    /// <param name="source">The name of the source for messages.</param>
    /// <param name="names">The names of all columns.</param>
    /// <param name="looks">The inference from the first values of each column.</param>
    /// <param name="options">The options for columns by name.</param>
    /// <param name="missing">The texts of missing values.</param>
    /// <param name="remarks">Receives remarks: columns that are not read as their values suggest, and columns omitted because nearly every row has a
    /// different text, so nothing can be learned from them. If null, such columns are refused.</param>
    /// <returns>The position of each column among the names, and its encoder.</returns>
    /// <exception cref="InvalidDataException">An option names a column that does not exist, all columns are excluded, or columns have too many
    /// different texts.</exception>
    /// <exception cref="ArgumentException">Two options name the same column.</exception>
    public static IReadOnlyList<(int Position, ColumnEncoder Encoder)> Infer(
        string source, IReadOnlyList<string> names, IReadOnlyList<KindInference> looks, TableOptions options, MissingTexts missing, ICollection<string>? remarks = null)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(looks);
        ArgumentNullException.ThrowIfNull(options);
        Dictionary<string, Choice> told = Told(options);
        HashSet<string> there = new(names, StringComparer.Ordinal);
        if (options.Needed.Concat(told.Keys).FirstOrDefault(name => !there.Contains(name)) is { } unknown)
            throw NoColumn(source, unknown, names);
        HashSet<string>? only = options.Only is null ? null : [.. options.Only, .. options.Needed, .. told.Keys];
        var columns = new List<(int, ColumnEncoder)>();
        var tooMany = new List<string>();
        for (int i = 0; i < names.Count; i++)
        {
            bool isTold = told.TryGetValue(names[i], out Choice choice);
            if (choice == Choice.Ignored || only?.Contains(names[i]) == false)
                continue;
            if (!isTold && looks[i].MixedNumbers is { } mixed && options.Needed.Contains(names[i], StringComparer.Ordinal))
                throw new InvalidDataException($"{source}: column '{Excerpt.Of(names[i])}' has numbers such as '{Excerpt.Of(mixed)}' that differ in their percent signs or currencies, so it is not known what they are worth: write them alike, or say that the column is categorical if they are classes");
            ColumnEncoder encoder = Encoder(names[i], choice, looks[i], options, missing);
            if (!isTold && looks[i].Remark(names[i]) is { } remark)
                remarks?.Add(remark);
            if (!isTold && encoder.FindsLevels && (remarks is null ? looks[i].TooManyLevels : looks[i].IsOfItsOwn) is { } count)
            {
                if (options.Needed.Contains(names[i], StringComparer.Ordinal))
                    throw new InvalidDataException($"{source}: column '{Excerpt.Of(names[i])}' has too many different texts for a target ({count}): say that it is categorical if they are classes all the same");
                tooMany.Add($"{Excerpt.Of(names[i])} ({count})");
                continue;
            }

            columns.Add((i, encoder));
        }

        if (tooMany.Count > 0 && (remarks is null || columns.Count == 0))
            throw new InvalidDataException($"{source}: too many different texts for a category in {Excerpt.Of(tooMany)}: ignore such a column, hash it, or say that it is categorical");
        if (tooMany.Count > 0)
            remarks!.Add($"left out {(tooMany.Count == 1 ? "column" : "columns")} {string.Join(", ", tooMany)}: nothing can be learned from a different text in nearly every row; --hash or --categorical keeps such a column");
        return columns.Count > 0 ? columns : throw new InvalidDataException($"{source}: all columns are ignored");
    }

    /// <summary>Chooses the columns of a schema, in any order.</summary>
    /// <param name="source">The name of the source for messages.</param>
    /// <param name="names">The names of all columns.</param>
    /// <param name="schema">The columns to read.</param>
    /// <param name="options">Date formats, and categories that accept only known levels.</param>
    /// <param name="missing">The texts of missing values.</param>
    /// <returns>The position of each column among the names, and its encoder, in the order of the schema.</returns>
    /// <exception cref="InvalidDataException">A column is missing.</exception>
    public static IReadOnlyList<(int Position, ColumnEncoder Encoder)> Of(
        string source, IReadOnlyList<string> names, TableSchema schema, TableOptions options, MissingTexts missing)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(options);
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < names.Count; i++)
            positions.Add(names[i], i);
        string[]? dateFormats = options.CheckedDateFormats();
        return
        [
            .. schema.Columns.Select(column => (
                positions.TryGetValue(column.Name, out int position) ? position : throw NoColumn(source, column.Name, names),
                ColumnEncoder.Of(options.Decimal is { } point && column.Kind == ColumnKind.Number ? column.WithDecimal(point) : column, missing, dateFormats, column.Levels.Count > 0 && options.KnownOnly.Contains(column.Name, StringComparer.Ordinal)))),
        ];
    }

    /// <summary>The exception for a missing column.</summary>
    public static InvalidDataException NoColumn(string source, string name, IReadOnlyList<string> names)
        => new($"{source}: there is no column '{Excerpt.Of(name)}': {(Spelling.Nearest(name, names) is { } near ? $"did you mean '{Excerpt.Of(near)}'? There" : "there")} are {Excerpt.Of(names)}");

    private static ColumnEncoder Encoder(string name, Choice told, KindInference looks, TableOptions options, MissingTexts missing)
    {
        const string Advice = ", as most of its values are: say that it is missing, or that the column is categorical";
        ValueList<string>? known = options.Notations.GetValueOrDefault(name);
        ColumnKind kind = told switch
        {
            Choice.None => looks.Kind,
            Choice.Numeric => ColumnKind.Number,
            Choice.Boolean => ColumnKind.Boolean,
            Choice.Date => ColumnKind.Date,
            _ => ColumnKind.Category,
        };
        return kind switch
        {
            _ when told == Choice.Group => ColumnEncoder.Of(ColumnSchema.Hashed(name, int.MaxValue), missing),
            _ when told == Choice.Hashed => ColumnEncoder.Of(ColumnSchema.Hashed(name, options.HashBuckets), missing),
            ColumnKind.Category => ColumnEncoder.OfTexts(name, missing),
            ColumnKind.Boolean => ColumnEncoder.Of(ColumnSchema.Boolean(name, looks.Words.No, looks.Words.Yes), missing),
            ColumnKind.Date => ColumnEncoder.Of(ColumnSchema.Date(name, options.CheckedDateFormats() is { } formats ? [.. formats] : known ?? looks.Dates), missing),
            _ => ColumnEncoder.Of(ColumnSchema.Number(name, known is null ? looks.Numbers : NumberNotation.Of(known)), missing, advice: told == Choice.None && looks.IsMixed ? Advice : string.Empty),
        };
    }

    private static Dictionary<string, Choice> Told(TableOptions options)
    {
        var told = new Dictionary<string, Choice>(StringComparer.Ordinal);
        Add(options.Ignored, Choice.Ignored);
        Add(options.Numeric, Choice.Numeric);
        Add(options.Categorical, Choice.Categorical);
        Add(options.Booleans, Choice.Boolean);
        Add(options.Dates, Choice.Date);
        Add(options.Hashed, Choice.Hashed);
        Add(options.Groups, Choice.Group);
        return told;

        void Add(IReadOnlyList<string> names, Choice what)
        {
            foreach (string name in names)
            {
                if (!told.TryAdd(name, what))
                    throw new ArgumentException($"column '{name}' is named both as {told[name]} and as {what}", nameof(options));
            }
        }
    }

    private enum Choice
    {
        None,
        Ignored,
        Numeric,
        Categorical,
        Boolean,
        Date,
        Hashed,
        Group,
    }
}
