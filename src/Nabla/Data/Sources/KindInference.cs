namespace Nabla.Data;

/// <summary>What the first values of a column look like, and the kind that follows from it. All readers of tables find kinds by it.</summary>
public sealed class KindInference
{
    /// <summary>Beyond so many different texts a column may be no category.</summary>
    private const int ManyLevels = 100;

    /// <summary>A kind that this fraction of the values has is that of the column; the others are mistakes.</summary>
    private const double Most = 0.9;

    private readonly string[]? dateFormats;
    private readonly HashSet<string> texts = new(StringComparer.Ordinal);
    private int present;
    private int numbers;
    private int dates;
    private int booleans;

    /// <summary>Of no value yet.</summary>
    /// <param name="dateFormats">The formats of dates; null, the default, for the usual ones.</param>
    public KindInference(string[]? dateFormats = null)
    {
        this.dateFormats = dateFormats;
    }

    /// <summary>The kind that the source itself says the column is of; null, the default, where the values say.</summary>
    public ColumnKind? Declared { get; init; }

    /// <summary>The kind of a column of missing values only; numbers unless said.</summary>
    public ColumnKind WhenEmpty { get; init; } = ColumnKind.Number;

    /// <summary>Whether there are numbers.</summary>
    public bool HasNumbers => this.numbers > 0;

    /// <summary>Whether there are missing values only.</summary>
    public bool IsEmpty => this.present == 0;

    /// <summary>Whether some values are of another kind than the column.</summary>
    public bool IsMixed => this.Kind switch
    {
        ColumnKind.Number => this.numbers < this.present,
        ColumnKind.Date => this.dates < this.present,
        _ => false,
    };

    /// <summary>How many different texts there are among how many values, where they are too many to be categories; null if they may be.</summary>
    public string? TooManyLevels => this.texts.Count > ColumnEncoder.MostLevels || (this.texts.Count > ManyLevels && this.texts.Count > this.present / 2)
        ? $"{this.texts.Count} in {this.present} rows"
        : null;

    /// <summary>
    /// Numbers, or dates, if nine of ten are; yes and no, or two words for it; else categories.
    /// </summary>
    public ColumnKind Kind => this switch
    {
        { Declared: { } kind } => kind,
        { present: 0 } => this.WhenEmpty,
        _ when this.numbers >= Most * this.present => ColumnKind.Number,
        _ when this.dates >= Most * this.present => ColumnKind.Date,
        _ when this.booleans == this.present => ColumnKind.Boolean,
        _ when this.numbers == 0 && BooleanWords.TryPair(this.texts, out _, out _) => ColumnKind.Boolean,
        _ => ColumnKind.Category,
    };

    /// <summary>How no and yes are written.</summary>
    public (string No, string Yes) Words => BooleanWords.TryPair(this.texts, out string no, out string yes) ? (no, yes) : ("false", "true");

    /// <summary>Looks at a value that its source has no type for, as in a CSV file.</summary>
    /// <param name="text">The text, which is not missing.</param>
    /// <param name="isNumber">Whether it is a number as the source writes them.</param>
    public void Add(ReadOnlySpan<char> text, bool isNumber)
    {
        this.present++;

        // The usual formats begin with a digit, and none of them is a number; of others that were named, any may.
        bool named = this.dateFormats is not null;
        bool isDate = (named || (text.Length > 0 && char.IsAsciiDigit(text[0]))) && DateValue.TryParse(text, out _, this.dateFormats);
        if (isDate)
            this.dates++;
        if (!(isDate && named) && isNumber)
            this.numbers++;
        else if (this.texts.Count <= ColumnEncoder.MostLevels)
            this.texts.Add(text.ToString());
    }

    /// <summary>Looks at a value that has a type; a text may be a date, or yes or no, but is no number.</summary>
    public void Add(Cell cell)
    {
        switch (cell.Kind)
        {
            case null:
                return;
            case ColumnKind.Category:
                this.Add(cell.Text, isNumber: false);
                return;
            case ColumnKind.Number:
                this.numbers++;
                break;
            case ColumnKind.Date:
                this.dates++;
                break;
            default:
                this.booleans++;
                break;
        }

        this.present++;
    }

    /// <summary>A value cannot be read at all; it is refused with its place when the column is read.</summary>
    public void AddUnreadable() => this.present++;
}
