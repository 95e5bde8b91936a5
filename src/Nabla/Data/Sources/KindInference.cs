using Nabla.Descriptions;

namespace Nabla.Data;

/// <summary>Infers the kind of a column from its first values. All readers of tables use it.</summary>
public sealed class KindInference
{
    /// <summary>The maximum number of different texts of a category.</summary>
    private const int ManyLevels = 100;

    /// <summary>The number of rows from which a column with a different text in nearly every row is not a category.</summary>
    private const int EnoughRows = 20;

    private readonly string[]? dateFormats;
    private readonly HashSet<string> texts = new(StringComparer.Ordinal);
    private readonly NotationSearch search = new();
    private int typedDates;
    private int booleans;
    private FoundNotation<NumberNotation>? decided;

    /// <summary>Creates an inference without values.</summary>
    /// <param name="dateFormats">The date formats; null, the default, for the default ones.</param>
    public KindInference(string[]? dateFormats = null)
    {
        this.dateFormats = dateFormats;
    }

    /// <summary>The kind declared by the source; null, the default, to detect it from the values.</summary>
    public ColumnKind? Declared { get; init; }

    /// <summary>The kind of a column of missing values only; numbers by default.</summary>
    public ColumnKind WhenEmpty { get; init; } = ColumnKind.Number;

    /// <summary>Whether there are numbers.</summary>
    public bool HasNumbers => this.search.HasNumbers;

    /// <summary>Whether all values are missing.</summary>
    public bool IsEmpty => this.search.Present == 0;

    /// <summary>Whether some values are of another kind than the column.</summary>
    public bool IsMixed => this.Kind switch
    {
        ColumnKind.Number => this.Found.Mistakes > 0,
        ColumnKind.Date => this.IsTypedDate ? this.typedDates < this.search.Present : this.search.Dates().Mistakes > 0,
        _ => false,
    };

    /// <summary>The numbers of different texts and of values, as text, if there are too many for categories; null otherwise.</summary>
    public string? TooManyLevels => this.texts.Count > ColumnEncoder.MostLevels || (this.texts.Count > ManyLevels && this.texts.Count > this.search.Present / 2)
        ? this.Different
        : null;

    /// <summary>The same if nothing can be learned from the texts, because nearly every value has a different one; null otherwise.</summary>
    public string? IsOfItsOwn
        => this.TooManyLevels ?? (this.search.Present >= EnoughRows && this.texts.Count >= NotationSearch.Most * this.search.Present ? this.Different : null);

    /// <summary>
    /// The kind: numbers, or dates, if nine of ten values are; booleans for yes and no or two words for them; otherwise categories.
    /// </summary>
    public ColumnKind Kind => this switch
    {
        { Declared: { } kind } => kind,
        { IsEmpty: true } => this.WhenEmpty,
        { IsTypedDate: true } => ColumnKind.Date,
        { Found.Notation: not null } => ColumnKind.Number,
        _ when this.search.Dates().Notation is not null => ColumnKind.Date,
        _ when this.booleans == this.search.Present => ColumnKind.Boolean,
        _ when !this.HasNumbers && BooleanWords.TryPair(this.texts, out _, out _) => ColumnKind.Boolean,
        _ => ColumnKind.Category,
    };

    /// <summary>An example of the numbers of a column that is read as texts because their percent signs or currencies differ; null if there is none.</summary>
    public string? MixedNumbers => this.Kind == ColumnKind.Category && this.search.Dates() is not { IsInDoubt: true } && this.Found.IsInDoubt ? this.Found.Example : null;

    /// <summary>The words for no and yes.</summary>
    public (string No, string Yes) Words => BooleanWords.TryPair(this.texts, out string no, out string yes) ? (no, yes) : ("false", "true");

    /// <summary>The notation of numbers.</summary>
    public NumberNotation Numbers => this.Found.Notation ?? NumberNotation.Plain;

    /// <summary>The notation of dates; null for the default formats.</summary>
    public ValueList<string>? Dates => this.search.Dates().Notation is { Length: > 0 } order ? [order] : null;

    /// <summary>Whether a number shows that the decimal separator is a point.</summary>
    public bool ShowsPoint => this.search.ShowsPoint;

    /// <summary>Whether a number shows that the decimal separator is a comma.</summary>
    public bool ShowsComma => this.search.ShowsComma;

    private FoundNotation<NumberNotation> Found => this.decided ?? this.search.Numbers(comma: null, told: false, usual: false);

    private bool IsTypedDate => this.typedDates > 0 && this.typedDates >= NotationSearch.Most * this.search.Present;

    private string Different => $"{this.texts.Count} in {this.search.Present} rows";

    /// <summary>Examines a text without a type, as in a CSV file.</summary>
    /// <param name="text">The text, which is not missing.</param>
    /// <param name="number">The text as a number in the invariant culture; null if it is not a number.</param>
    public void Add(ReadOnlySpan<char> text, double? number)
    {
        // A text that matches an explicit date format is a date, even if it could be a number.
        if (this.dateFormats is not null && DateValue.TryParse(text, out _, this.dateFormats))
        {
            this.typedDates++;
            this.search.AddOther();
        }
        else if (number is { } plain)
        {
            this.search.AddPlain(text, plain);
            return;
        }
        else
        {
            this.search.Add(text);
        }

        this.AddText(text);
    }

    /// <summary>Examines a typed value; a text may be a date, or yes or no, but is not a number.</summary>
    public void Add(Cell cell)
    {
        switch (cell.Kind)
        {
            case null:
                return;
            case ColumnKind.Category when this.dateFormats is null:
                this.search.AddText(cell.Text);
                this.AddText(cell.Text);
                return;
            case ColumnKind.Category:
                this.typedDates += DateValue.TryParse(cell.Text, out _, this.dateFormats) ? 1 : 0;
                this.search.AddOther();
                this.AddText(cell.Text);
                return;
            case ColumnKind.Number:
                this.search.AddPlain([], cell.Number);
                return;
            case ColumnKind.Date:
                this.typedDates++;
                break;
            default:
                this.booleans++;
                break;
        }

        this.search.AddOther();
    }

    /// <summary>Counts a value that cannot be read; it is refused with its position when the column is read.</summary>
    public void AddUnreadable() => this.search.AddOther();

    /// <summary>Decides on the notation of numbers, using information from the other columns of the source.</summary>
    /// <param name="comma">Whether the decimal separator is a comma; null if unknown.</param>
    /// <param name="told">Whether an option sets it.</param>
    /// <param name="usual">Whether a comma is more likely if nothing else decides, as in files with semicolons.</param>
    public void Decide(bool? comma, bool told, bool usual) => this.decided = this.search.Numbers(comma, told, usual);

    /// <summary>A remark on the reading of the column; null for none.</summary>
    /// <param name="name">The column's name.</param>
    public string? Remark(string name)
    {
        string column = $"column '{Excerpt.Of(name)}'";
        FoundNotation<string> dates = this.search.Dates();
        switch (this.Kind)
        {
            case ColumnKind.Number when this.Found is { Example: { } example, Notation: { } notation } && notation.TryParse(example, out double value):
                string otherwise = !this.Found.IsInDoubt ? string.Empty : notation.Decimal == ',' ? "; --decimal-point reads thousands" : "; --decimal-comma reads decimals";
                return FormattableString.Invariant($"{column}: '{Excerpt.Of(example)}' is read as the number {value}{otherwise}");
            case ColumnKind.Date when dates is { Example: { } example, Notation: { Length: > 0 } order } && DateValue.TryParse(example, out double date, DateNotation.Formats([order])):
                return $"{column}: '{Excerpt.Of(example)}' is read as {DateValue.ToText(date)}, {DateNotation.Describe(order)}";
            case ColumnKind.Category when dates is { IsInDoubt: true, Example: { } example }:
                return $"{column}: '{Excerpt.Of(example)}' does not tell day and month apart, so the dates are read as texts: --date-formats {Formats(example)} sets the format";
            case ColumnKind.Category when this.MixedNumbers is { } example:
                return $"{column}: numbers such as '{Excerpt.Of(example)}' differ in their percent signs or currencies, so they are read as texts; --ignore {Excerpt.Of(name)} leaves them out";
            default:
                return null;
        }

        static string Formats(string example)
        {
            char separator = example.First(c => !char.IsAsciiDigit(c));
            return $"d{separator}M{separator}yyyy or M{separator}d{separator}yyyy";
        }
    }

    private void AddText(ReadOnlySpan<char> text)
    {
        if (this.texts.Count <= ColumnEncoder.MostLevels)
            this.texts.Add(text.ToString());
    }
}
