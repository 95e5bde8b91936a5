using System.Globalization;

namespace Nabla.Data;

/// <summary>Encodes the values of one column as doubles, by its schema; the levels of a category may be collected while reading.</summary>
internal sealed class ColumnEncoder
{
    /// <summary>The maximum number of levels; a model file has the same limit.</summary>
    public const int MostLevels = 10_000;

    private static readonly NumberNotation WithComma = NumberNotation.Of(["decimal comma"]);

    private readonly ColumnSchema schema;
    private readonly MissingTexts missing;
    private readonly LevelIndex? found;

    private readonly string[]? dateFormats;
    private readonly bool knownOnly;
    private readonly string advice;

    private ColumnEncoder(ColumnSchema schema, MissingTexts missing, LevelIndex? found, string[]? dateFormats, bool knownOnly, string advice)
    {
        this.schema = schema;
        this.missing = missing;
        this.found = found;
        this.dateFormats = dateFormats;
        this.knownOnly = knownOnly;
        this.advice = advice;
    }

    /// <summary>The schema of the column so far: levels may still be added.</summary>
    public ColumnSchema Schema => this.found is null || this.found.Count == 0 ? this.schema : ColumnSchema.Category(this.schema.Name, [.. this.found.Levels]);

    /// <summary>The kind of the values.</summary>
    public ColumnKind Kind => this.schema.Kind;

    /// <summary>Whether some texts for missing values are numbers.</summary>
    public bool HasMissingNumbers => this.missing.HasNumbers;

    /// <summary>Whether the levels are collected while reading.</summary>
    public bool FindsLevels => this.found is not null;

    /// <summary>Creates an encoder for a known schema.</summary>
    /// <param name="schema">The column.</param>
    /// <param name="missing">The texts of missing values.</param>
    /// <param name="dateFormats">The date formats; null, the default, for the default ones.</param>
    /// <param name="knownOnly">Whether a text that is not a level is refused; by default it is encoded as −1.</param>
    /// <param name="advice">A hint on texts that are not numbers, to follow "is not a number".</param>
    public static ColumnEncoder Of(ColumnSchema schema, MissingTexts missing, string[]? dateFormats = null, bool knownOnly = false, string advice = "")
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(missing);
        ArgumentNullException.ThrowIfNull(advice);
        return new(schema, missing, null, dateFormats, knownOnly, advice);
    }

    /// <summary>Creates an encoder for a category whose levels are collected while reading.</summary>
    public static ColumnEncoder OfTexts(string name, MissingTexts missing)
    {
        ArgumentNullException.ThrowIfNull(missing);
        return new(ColumnSchema.Category(name), missing, new LevelIndex(), null, knownOnly: false, string.Empty);
    }

    /// <summary>A separate encoder for another thread, which collects levels independently.</summary>
    public ColumnEncoder Apart() => this.found is null ? this : OfTexts(this.schema.Name, this.missing);

    /// <summary>The text of a collected level; null for a missing value.</summary>
    public string? LevelOf(double value) => double.IsNaN(value) ? null : this.found!.Levels[(int)value];

    /// <summary>Encodes a text as a double.</summary>
    /// <returns>The problem, to follow the text; null if there is none.</returns>
    public FieldProblem? Encode(ReadOnlySpan<char> text, out double value)
    {
        value = double.NaN;
        if (this.missing.Contains(text))
            return null;
        if (this.found is not null)
            return this.FindLevel(text, out value);
        if (this.Kind == ColumnKind.Number)
            return this.EncodeNumber(null, text, out value);
        bool encoded = this.Kind == ColumnKind.Date && this.dateFormats is not null
            ? DateValue.TryParse(text, out value, this.dateFormats)
            : this.schema.TryEncode(text, out value);
        if (this.knownOnly && value == -1)
            return new FieldProblem($"is none of {Excerpt.Of(this.schema.Levels)}", TableRemedy.SkipRows);
        return encoded ? null : this.NotOfKind();
    }

    /// <summary>Encodes a typed value as a double.</summary>
    /// <returns>The problem, to follow the text of the value; null if there is none.</returns>
    public FieldProblem? Encode(Cell cell, out double value)
    {
        value = double.NaN;
        switch (cell.Kind)
        {
            case null:
                return null;
            case ColumnKind.Number when this.Kind == ColumnKind.Number:
                return this.EncodeNumber(cell.Number, [], out value);
            case { } kind when kind == this.Kind && kind != ColumnKind.Category:
                value = cell.Number;
                return null;
            case ColumnKind.Boolean when this.Kind == ColumnKind.Number:
                value = cell.Number;
                return null;
            case ColumnKind.Number when this.Kind == ColumnKind.Date:
                return this.NotOfKind();
            case ColumnKind.Boolean or ColumnKind.Date when this.Kind is ColumnKind.Boolean or ColumnKind.Date:
                return this.NotOfKind();
            default:
                return this.Encode(cell.Text.AsSpan(), out value);
        }
    }

    /// <summary>Encodes a value of a numeric column that its reader has already parsed.</summary>
    /// <param name="number">The number; null if the text is not a number.</param>
    /// <param name="text">The text.</param>
    /// <param name="value">The encoded value.</param>
    /// <returns>The problem, to follow the text; null if there is none.</returns>
    public FieldProblem? EncodeNumber(double? number, ReadOnlySpan<char> text, out double value)
    {
        value = number ?? double.NaN;
        if (double.IsFinite(value))
        {
            if (this.missing.HasNumbers && this.missing.Contains(value))
                value = double.NaN;
            return null;
        }

        value = double.NaN;
        if ((number is null || !text.IsEmpty) && this.missing.Contains(text))
            return null;
        if (number is null && this.schema.TryEncode(text, out double written))
        {
            value = this.missing.HasNumbers && this.missing.Contains(written) ? double.NaN : written;
            return null;
        }

        return number is null ? this.NoNumber(text) : new FieldProblem("is not a finite number", TableRemedy.Missing);
    }

    private FieldProblem NoNumber(ReadOnlySpan<char> text)
        => this.schema.Notation is null && WithComma.TryParse(text, out _)
            ? new FieldProblem("is not a number: its decimals follow a comma", TableRemedy.DecimalComma)
            : new FieldProblem($"is not {this.schema.Wanted}{this.advice}", TableRemedy.Missing);

    private FieldProblem NotOfKind()
        => new($"is not {this.schema.Wanted}", this.Kind == ColumnKind.Boolean ? TableRemedy.Categorical : TableRemedy.Missing);

    private FieldProblem? FindLevel(ReadOnlySpan<char> text, out double value)
    {
        value = double.NaN;
        int code = this.found!.Find(text);
        if (code < 0 && this.found.Count == MostLevels)
            return new FieldProblem(string.Create(CultureInfo.InvariantCulture, $"is one text more than the {MostLevels} that a category may have: ignore the column, or hash it"), TableRemedy.Ignore);
        value = code < 0 ? this.found.Add(text) : code;
        return null;
    }
}
