namespace Nabla.Data;

/// <summary>Encodes rows of cells as rows of doubles. Unknown kinds are detected from the first rows, which are buffered meanwhile.</summary>
internal sealed class RowEncoder
{
    private readonly string source;
    private readonly string[] names;
    private readonly TableOptions options;
    private readonly MissingTexts missing;
    private readonly KindInference[] looks;
    private readonly Queue<Cell[]> waiting = [];
    private (int Position, ColumnEncoder Encoder)[]? columns;
    private long rows;

    /// <param name="source">The name of the source for messages.</param>
    /// <param name="columns">The columns of the source.</param>
    /// <param name="options">The options for columns.</param>
    /// <param name="schema">The columns to read; null for detection.</param>
    public RowEncoder(string source, IReadOnlyList<SourceColumn> columns, TableOptions options, TableSchema? schema)
    {
        this.source = source;
        this.options = options;
        this.names = [.. columns.Select((column, i) => string.IsNullOrEmpty(column.Name) ? $"column_{i + 1}" : column.Name)];
        if (this.names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidDataException($"{source}: two columns are named '{Excerpt.Of(twice.Key)}': give each a name of its own");
        IReadOnlyList<string>? texts = options.Missing ?? schema?.MissingTexts;
        this.missing = new MissingTexts(texts ?? []);
        this.MissingTexts = texts;
        string[]? dateFormats = options.CheckedDateFormats();
        this.looks = [.. columns.Select(column => new KindInference(dateFormats) { Declared = column.Kind, WhenEmpty = column.WhenEmpty })];
        if (schema is not null)
            this.columns = [.. ColumnChoices.Of(source, this.names, schema, options, this.missing)];
        else if (columns.All(column => column.Kind is not null))
            this.Begin();
    }

    /// <summary>The names of all columns of the source.</summary>
    public IReadOnlyList<string> Names => this.names;

    /// <summary>The texts for missing values; null if none were set.</summary>
    public IReadOnlyList<string>? MissingTexts { get; }

    /// <summary>Whether the detection needs more rows.</summary>
    public bool IsLooking => this.columns is null;

    /// <summary>The columns that are read.</summary>
    public IReadOnlyList<ColumnSchema> Schemas => [.. this.columns!.Select(column => column.Encoder.Schema)];

    /// <summary>The number of columns that are read.</summary>
    public int Count => this.columns!.Length;

    /// <summary>Examines a row for the detection, which ends after enough rows.</summary>
    public void Look(ReadOnlySpan<Cell> row)
    {
        for (int i = 0; i < row.Length; i++)
        {
            if (row[i].Kind != ColumnKind.Category || !this.missing.Contains(row[i].Text))
                this.looks[i].Add(row[i]);
        }

        this.waiting.Enqueue(row.ToArray());
        if (this.waiting.Count >= this.options.SampleRows)
            this.Begin();
    }

    /// <summary>Ends the detection with the rows so far.</summary>
    public void Begin() => this.columns ??= [.. ColumnChoices.Infer(this.source, this.names, this.looks, this.options, this.missing)];

    /// <summary>Takes the next buffered row.</summary>
    public bool TryTakeWaiting([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Cell[]? row) => this.waiting.TryDequeue(out row);

    /// <summary>Encodes a row.</summary>
    /// <exception cref="InvalidDataException">A value is not of its column's kind.</exception>
    public void Encode(ReadOnlySpan<Cell> row, Span<double> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            (int position, ColumnEncoder encoder) = this.columns![i];
            if (encoder.Encode(row[position], out values[i]) is { } problem)
                throw new InvalidDataException($"{this.source}: row {this.rows}, column '{Excerpt.Of(this.names[position])}': '{Excerpt.Of(row[position].Text)}' {problem.Sentence}");
        }

        this.rows++;
    }
}
