using CsvHelper;
using Nabla.Data;

namespace Nabla.Csv;

/// <summary>What the first values of a column look like.</summary>
internal sealed class ColumnSample
{
    /// <summary>Beyond so many different texts a column may be no category.</summary>
    private const int ManyLevels = 100;

    /// <summary>A kind that this fraction of the values has is that of the column; the others are mistakes.</summary>
    private const double Most = 0.9;

    private readonly HashSet<string> texts = new(StringComparer.Ordinal);
    private int present;
    private int numbers;
    private int dates;

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

    /// <summary>Why the texts are no categories; null if they may be.</summary>
    public string? TooManyLevels => this.texts.Count > LevelParser.MostLevels || (this.texts.Count > ManyLevels && this.texts.Count > this.present / 2)
        ? $"{this.texts.Count} in {this.present} rows"
        : null;

    /// <summary>
    /// Numbers, or dates, if nine of ten are; two words for no and yes; else categories. A column of missing values only is one of numbers.
    /// </summary>
    public ColumnKind Kind => this switch
    {
        _ when this.numbers >= Most * this.present => ColumnKind.Number,
        _ when this.dates >= Most * this.present => ColumnKind.Date,
        _ when this.numbers == 0 && BooleanWords.TryPair(this.texts, out _, out _) => ColumnKind.Boolean,
        _ => ColumnKind.Category,
    };

    /// <summary>How no and yes are written.</summary>
    public (string No, string Yes) Words => BooleanWords.TryPair(this.texts, out string no, out string yes) ? (no, yes) : ("false", "true");

    /// <summary>Looks at a value.</summary>
    public void Add(CsvReader fields, int field, FieldText decoder, MissingTexts missing, string[]? dateFormats)
    {
        if (!decoder.TryDecode(fields, field, out ReadOnlySpan<char> text))
        {
            this.present++; // refused with its place when the column is read
            return;
        }

        if (missing.Contains(text))
            return;
        this.present++;

        // The usual formats begin with a digit, and none of them is a number; of others that were named, any may.
        bool named = dateFormats is not null;
        bool isDate = (named || char.IsAsciiDigit(text[0])) && DateValue.TryParse(text, out _, dateFormats);
        if (isDate)
            this.dates++;
        if (!(isDate && named) && fields.TryParse(field, out double _))
            this.numbers++;
        else if (this.texts.Count <= LevelParser.MostLevels)
            this.texts.Add(text.ToString());
    }
}
