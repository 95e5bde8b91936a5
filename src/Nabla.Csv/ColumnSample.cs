using CsvHelper;
using Nabla.Data;
using Nabla.Descriptions;

namespace Nabla.Csv;

/// <summary>What the first values of a column look like.</summary>
internal sealed class ColumnSample
{
    /// <summary>Beyond so many different texts a column may be no category.</summary>
    private const int ManyLevels = 100;

    /// <summary>From so many rows on a column with a different text in nearly every one is none either.</summary>
    private const int EnoughRows = 20;

    private readonly HashSet<string> texts = new(StringComparer.Ordinal);
    private readonly NotationSearch search = new();
    private int namedDates;
    private FoundNotation<NumberNotation> numbers = new(null, null, IsInDoubt: false, 0);
    private FoundNotation<string> dates = new(null, null, IsInDoubt: false, 0);

    /// <summary>Whether there are numbers.</summary>
    public bool HasNumbers => this.search.HasNumbers;

    /// <summary>Whether there are missing values only.</summary>
    public bool IsEmpty => this.search.Present == 0;

    /// <summary>Whether some values are of another kind than the column.</summary>
    public bool IsMixed => this.Kind switch
    {
        ColumnKind.Number => this.numbers.Mistakes > 0,
        ColumnKind.Date => this.IsNamedDate ? this.namedDates < this.search.Present : this.dates.Mistakes > 0,
        _ => false,
    };

    /// <summary>Why the texts are no categories; null if they may be.</summary>
    public string? TooManyLevels
    {
        get
        {
            (int different, int present) = (this.texts.Count, this.search.Present);
            bool many = different > LevelParser.MostLevels || (different > ManyLevels && different > present / 2) || (present >= EnoughRows && different >= NotationSearch.Most * present);
            return many ? $"{different} in {present} rows" : null;
        }
    }

    /// <summary>
    /// Numbers, or dates, if nine of ten are; two words for no and yes; else categories. A column of missing values only is one of numbers.
    /// </summary>
    public ColumnKind Kind => this switch
    {
        { IsEmpty: true } => ColumnKind.Number,
        { IsNamedDate: true } => ColumnKind.Date,
        { numbers.Notation: not null } => ColumnKind.Number,
        { dates.Notation: not null } => ColumnKind.Date,
        _ when !this.HasNumbers && BooleanWords.TryPair(this.texts, out _, out _) => ColumnKind.Boolean,
        _ => ColumnKind.Category,
    };

    /// <summary>How no and yes are written.</summary>
    public (string No, string Yes) Words => BooleanWords.TryPair(this.texts, out string no, out string yes) ? (no, yes) : ("false", "true");

    /// <summary>How numbers are written.</summary>
    public NumberNotation Numbers => this.numbers.Notation ?? NumberNotation.Plain;

    /// <summary>How dates are written; null for as usual.</summary>
    public ValueList<string>? Dates => string.IsNullOrEmpty(this.dates.Notation) ? null : [this.dates.Notation];

    /// <summary>Whether some number can only have a decimal point.</summary>
    public bool ShowsPoint => this.search.ShowsPoint;

    /// <summary>Whether some number can only have a decimal comma.</summary>
    public bool ShowsComma => this.search.ShowsComma;

    private bool IsNamedDate => this.namedDates > 0 && this.namedDates >= NotationSearch.Most * this.search.Present;

    /// <summary>Looks at a value.</summary>
    public void Add(CsvReader fields, int field, FieldText decoder, MissingTexts missing, string[]? dateFormats)
    {
        if (!decoder.TryDecode(fields, field, out ReadOnlySpan<char> text))
        {
            this.search.AddOther(); // refused with its place when the column is read
            return;
        }

        if (missing.Contains(text))
            return;

        // Of the formats that somebody named, any may be a number too.
        bool isDate = dateFormats is not null && DateValue.TryParse(text, out _, dateFormats);
        if (isDate)
        {
            this.namedDates++;
            this.search.AddOther();
        }
        else if (fields.TryParse(field, out double number))
        {
            this.search.AddPlain(text, number);
            return;
        }
        else
        {
            this.search.Add(text);
        }

        if (this.texts.Count <= LevelParser.MostLevels)
            this.texts.Add(text.ToString());
    }

    /// <summary>Decides how numbers and dates are written.</summary>
    /// <param name="comma">Whether decimals stand behind a comma in this file; null if that is not known.</param>
    /// <param name="told">Whether it was told.</param>
    /// <param name="usual">Whether a comma is more likely where nothing else decides.</param>
    public void Decide(bool? comma, bool told, bool usual)
    {
        this.numbers = this.search.Numbers(comma, told, usual);
        this.dates = this.search.Dates();
    }

    /// <summary>What a reader of the table should know of how the column is read; null for nothing.</summary>
    /// <param name="name">The column's name.</param>
    public string? Remark(string name)
    {
        string column = $"column '{Excerpt.Of(name)}'";
        switch (this.Kind)
        {
            case ColumnKind.Number when this.numbers is { Example: { } example, Notation: { } notation } && notation.TryParse(example, out double value):
                string otherwise = this.numbers.IsInDoubt ? notation.Decimal == ',' ? "; --decimal-point reads thousands" : "; --decimal-comma reads decimals" : string.Empty;
                return FormattableString.Invariant($"{column}: '{Excerpt.Of(example)}' is read as the number {value}{otherwise}");
            case ColumnKind.Date when this.dates is { Example: { } example, Notation: { Length: > 0 } order } && DateValue.TryParse(example, out double date, DateNotation.Formats([order])):
                return $"{column}: '{Excerpt.Of(example)}' is read as {DateValue.ToText(date)}, {DateNotation.Describe(order)}";
            case ColumnKind.Category when this.dates is { IsInDoubt: true, Example: { } example }:
                return $"{column}: '{Excerpt.Of(example)}' leaves day and month in doubt, so the dates are read as texts: --date-formats {Formats(example)} says which is which";
            case ColumnKind.Category when this.numbers is { IsInDoubt: true, Example: { } example }:
                return $"{column}: numbers such as '{Excerpt.Of(example)}' differ in their percent signs or currencies, so they are read as texts; --categorical {name} says so, --ignore {name} leaves them out";
            default:
                return null;
        }

        static string Formats(string example)
        {
            char separator = example.First(c => !char.IsAsciiDigit(c));
            return $"d{separator}M{separator}yyyy or M{separator}d{separator}yyyy";
        }
    }
}
