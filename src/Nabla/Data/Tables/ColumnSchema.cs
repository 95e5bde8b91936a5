using System.Globalization;
using System.Text.Json.Serialization;
using Nabla.Descriptions;

namespace Nabla.Data;

/// <summary>The name of a column, the kind of its values, and their encoding as doubles.</summary>
public sealed record ColumnSchema
{
    private const int MostWords = 100;

    private static readonly LevelIndex None = new();
    private readonly LevelIndex levels;
    private readonly NumberNotation numbers = NumberNotation.Plain;
    private readonly string[]? dateFormats;

    /// <summary>Creates a column as read from a file; the methods named after the kinds are shorter.</summary>
    /// <param name="name">The name.</param>
    /// <param name="kind">The kind of the values.</param>
    /// <param name="levels">The texts of a category; the words for no and yes.</param>
    /// <param name="hashBuckets">The number of codes of a hashed category.</param>
    /// <param name="notation">The notation of numbers or dates; null for the default one.</param>
    /// <exception cref="ArgumentException">The levels, buckets or notation are invalid for the kind, or two levels are equal.</exception>
    public ColumnSchema(string name, ColumnKind kind, ValueList<string> levels, int hashBuckets, ValueList<string>? notation = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(levels);
        if (!Enum.IsDefined(kind))
            throw new ArgumentException($"column '{Excerpt.Of(name)}': there is no kind {kind}", nameof(kind));
        if (levels.Any(level => level is null))
            throw new ArgumentException($"column '{Excerpt.Of(name)}': a level is null", nameof(levels));
        if (kind == ColumnKind.Boolean ? levels.Count != 2 : kind != ColumnKind.Category && levels.Count != 0)
            throw new ArgumentException($"column '{Excerpt.Of(name)}': {levels.Count} levels for a {kind}", nameof(levels));
        if (hashBuckets < 0 || (hashBuckets > 0 && (kind != ColumnKind.Category || levels.Count > 0)))
            throw new ArgumentException($"column '{Excerpt.Of(name)}': {hashBuckets} buckets for a {kind} of {levels.Count} levels", nameof(hashBuckets));
        if (notation is not null && kind is not (ColumnKind.Number or ColumnKind.Date))
            throw new ArgumentException($"column '{Excerpt.Of(name)}': a notation of numbers or dates for a {kind}", nameof(notation));
        if (notation?.Any(word => word is null) == true || notation?.Count > MostWords)
            throw new ArgumentException($"column '{Excerpt.Of(name)}': a notation of {notation.Count} words", nameof(notation));
        if (kind == ColumnKind.Number)
            this.numbers = NumberNotation.Of(notation);
        if (kind == ColumnKind.Date && notation is not null)
        {
            DateNotation.Check(notation);
            this.dateFormats = DateNotation.Formats(notation);
        }

        this.Notation = notation;
        this.Name = name;
        this.Kind = kind;
        this.Levels = levels;
        this.HashBuckets = hashBuckets;
        this.levels = levels.Count == 0 ? None : new LevelIndex(levels);
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The kind of the values.</summary>
    public ColumnKind Kind { get; }

    /// <summary>The texts of a category in the order of their codes; the words for no and yes; otherwise empty.</summary>
    [JsonConverter(typeof(ValueListJsonConverter<string>))]
    public ValueList<string> Levels { get; }

    /// <summary>The number of hash buckets of a category without levels: the code of a text is its hash modulo this number. Otherwise 0.</summary>
    public int HashBuckets { get; }

    /// <summary>
    /// The notation of numbers, in the words of <see cref="NumberNotation"/>, or of dates, in the words of <see cref="DateNotation"/> or as formats;
    /// null for the default one.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonConverter(typeof(ValueListJsonConverter<string>))]
    public ValueList<string>? Notation { get; }

    /// <summary>The number of codes of a category, either levels or buckets; 0 for other kinds.</summary>
    [JsonIgnore]
    public int CodeCount => this.Kind == ColumnKind.Category ? Math.Max(this.Levels.Count, this.HashBuckets) : 0;

    /// <summary>A description of valid values, to follow "is not".</summary>
    [JsonIgnore]
    public string Wanted => this.Kind switch
    {
        ColumnKind.Number => this.numbers.Wanted,
        ColumnKind.Boolean => $"'{Excerpt.Of(this.Levels[0])}' or '{Excerpt.Of(this.Levels[1])}'",
        ColumnKind.Date => "a date",
        _ => "a text",
    };

    /// <summary>A column of numbers.</summary>
    public static ColumnSchema Number(string name) => new(name, ColumnKind.Number, [], 0);

    /// <summary>A column of numbers with a notation.</summary>
    public static ColumnSchema Number(string name, NumberNotation notation)
    {
        ArgumentNullException.ThrowIfNull(notation);
        return new(name, ColumnKind.Number, [], 0, notation.ToWords());
    }

    /// <summary>A column of texts.</summary>
    /// <param name="name">The name.</param>
    /// <param name="levels">The distinct texts; their order gives the codes.</param>
    /// <exception cref="ArgumentException">Two levels are equal.</exception>
    public static ColumnSchema Category(string name, params ReadOnlySpan<string> levels) => new(name, ColumnKind.Category, [.. levels], 0);

    /// <summary>A column of texts of which only hashes are stored, for categories with too many levels to list.</summary>
    /// <param name="name">The name.</param>
    /// <param name="buckets">The number of different hashes.</param>
    public static ColumnSchema Hashed(string name, int buckets)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(buckets);
        return new(name, ColumnKind.Category, [], buckets);
    }

    /// <summary>A column of no and yes.</summary>
    /// <param name="name">The name.</param>
    /// <param name="no">The word for no.</param>
    /// <param name="yes">The word for yes.</param>
    public static ColumnSchema Boolean(string name, string no = "false", string yes = "true") => new(name, ColumnKind.Boolean, [no, yes], 0);

    /// <summary>A column of dates.</summary>
    public static ColumnSchema Date(string name) => new(name, ColumnKind.Date, [], 0);

    /// <summary>A column of dates with a notation.</summary>
    /// <param name="name">The name.</param>
    /// <param name="notation">A word of <see cref="DateNotation"/>, or formats; null for <see cref="DateValue.Formats"/>.</param>
    public static ColumnSchema Date(string name, ValueList<string>? notation) => new(name, ColumnKind.Date, [], 0, notation);

    /// <summary>
    /// Encodes a text that is not missing. Numbers and dates are read in the column's notation; a text of a category is always accepted.
    /// </summary>
    /// <returns>Whether the text is a value of this column.</returns>
    public bool TryEncode(ReadOnlySpan<char> text, out double value)
    {
        switch (this.Kind)
        {
            case ColumnKind.Number:
                return this.numbers.TryParse(text, out value);
            case ColumnKind.Date:
                return DateValue.TryParse(text, out value, this.dateFormats);
            case ColumnKind.Boolean:
                int truth = this.levels.Find(text);
                value = truth;
                return truth >= 0 || BooleanWords.TryParse(text, out value);
            default:
                value = this.HashBuckets > 0 ? TextHash.Of(text) % (uint)this.HashBuckets : this.levels.Find(text);
                return true;
        }
    }

    /// <summary>Encodes a value; NaN if it is missing.</summary>
    /// <returns>Whether the value is valid for this column.</returns>
    public bool TryEncode(Cell cell, out double value)
    {
        if (cell.IsMissing || cell.Kind == this.Kind && this.Kind != ColumnKind.Category)
        {
            value = cell.Number;
            return this.Kind != ColumnKind.Number || !double.IsInfinity(value);
        }

        // Numbers and booleans convert to each other, and to texts of a category; a text is read as from a file.
        if (cell.Kind == ColumnKind.Boolean && this.Kind == ColumnKind.Number)
        {
            value = cell.Number;
            return true;
        }

        if (cell.Kind != ColumnKind.Number)
            return this.TryEncode(cell.Text.AsSpan(), out value);

        // Written in place, so that a prediction allocates nothing. The longest number has 24 characters.
        Span<char> text = stackalloc char[32];
        cell.Number.TryFormat(text, out int length, "R", CultureInfo.InvariantCulture);
        return this.TryEncode(text[..length], out value) && this.Kind != ColumnKind.Date;
    }

    /// <summary>The text of a value; null if it is missing or its text is not stored.</summary>
    public string? TextOf(double value) => this.Kind switch
    {
        _ when double.IsNaN(value) => null,
        ColumnKind.Number => value.ToString("R", CultureInfo.InvariantCulture),
        ColumnKind.Date => DateValue.ToText(value),
        _ => value >= 0 && value < this.Levels.Count ? this.Levels[(int)value] : null,
    };

    /// <summary>A column of numbers with another decimal separator, and the other one for thousands.</summary>
    internal ColumnSchema WithDecimal(char separator)
        => Number(this.Name, this.numbers with { Decimal = separator, Thousands = separator == ',' ? '.' : ',' });

    /// <summary>The same column under another name.</summary>
    public ColumnSchema Named(string name) => new(name, this.Kind, this.Levels, this.HashBuckets, this.Notation);

    /// <summary>Whether name, kind, levels and buckets are equal, so that encoded values are; the notation is ignored.</summary>
    public bool Equals(ColumnSchema? other)
        => other is not null && this.Name == other.Name && this.Kind == other.Kind && this.HashBuckets == other.HashBuckets
            && this.Levels.Equals(other.Levels);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(this.Name, this.Kind, this.HashBuckets, this.Levels.Count);
}
