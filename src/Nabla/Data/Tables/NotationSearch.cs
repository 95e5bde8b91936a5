namespace Nabla.Data;

/// <summary>
/// Finds how the numbers or dates of a column are written, from its texts: what holds for all but a few of them, and for nothing else as well,
/// is found; what stays in doubt is said.
/// </summary>
internal sealed class NotationSearch
{
    /// <summary>A kind that this fraction of the values has is that of the column; the others are mistakes.</summary>
    public const double Most = 0.9;

    private static readonly NumberNotation[] Notations =
    [
        NumberNotation.Plain, new() { Thousands = ',' }, new() { Thousands = ' ' }, new() { Thousands = '\'' },
        new() { Decimal = ',' }, new() { Decimal = ',', Thousands = '.' }, new() { Decimal = ',', Thousands = ' ' }, new() { Decimal = ',', Thousands = '\'' },
    ];

    private const int WithThousands = 1, WithComma = 4;

    private static readonly string[][] Orders = [.. DateNotation.Words.Select(DateNotation.OwnFormats)];

    private readonly int[] fits = new int[Notations.Length];
    private readonly int[] orders = new int[Orders.Length];
    private readonly Dictionary<string, (bool Usual, int Orders)> seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> currencies = new(StringComparer.Ordinal);
    private int usualDates;
    private int percents;
    private int withoutPercent;
    private int decimalPoints;
    private int decimalCommas;
    private string? numberExample;
    private string? dateExample;

    /// <summary>Values looked at that are not missing.</summary>
    public int Present { get; private set; }

    /// <summary>Whether there are numbers, however written.</summary>
    public bool HasNumbers => this.fits.Max() > 0;

    /// <summary>Whether some number can only have a decimal point.</summary>
    public bool ShowsPoint => this.decimalPoints > 0;

    /// <summary>Whether some number can only have a decimal comma.</summary>
    public bool ShowsComma => this.decimalCommas > 0;

    /// <summary>Counts a value that is none of the kinds.</summary>
    public void AddOther() => this.Present++;

    /// <summary>Examines a plain number, much faster than as a text.</summary>
    public void AddPlain(ReadOnlySpan<char> text, double value)
    {
        this.Present++;
        int point = text.IndexOfAny('.', 'e', 'E');
        for (int i = 0; i < Notations.Length; i++)
            this.fits[i] += point < 0 || Notations[i].Decimal == '.' ? 1 : 0;
        this.withoutPercent += value == 0 ? 0 : 1;
        if (point >= 0 && Notations[WithComma + 1].TryParse(text, out _))
            this.fits[WithComma + 1]++; // 1.234
        else if (point >= 0)
            this.decimalPoints++;
    }

    /// <summary>Looks at a value that is not a plain number.</summary>
    /// <param name="text">The text; not a missing value.</param>
    /// <returns>Whether it is a number, however written.</returns>
    public bool Add(ReadOnlySpan<char> text)
    {
        this.Present++;
        if (this.AddNumber(text))
            return true;
        this.AddDate(text);
        return false;
    }

    /// <summary>Examines a text that is not a number; it may be a date.</summary>
    public void AddText(ReadOnlySpan<char> text)
    {
        this.Present++;
        this.AddDate(text);
    }

    /// <summary>How the column's numbers are written.</summary>
    /// <param name="comma">Whether a file's other columns or an option show that decimals follow a comma; false for a point; null for neither.</param>
    /// <param name="told">Whether an option gave it.</param>
    /// <param name="usual">Whether a comma is more likely where nothing else decides, as in files with semicolons.</param>
    public FoundNotation<NumberNotation> Numbers(bool? comma, bool told, bool usual)
    {
        int most = 0;
        for (int i = 0; i < Notations.Length; i++)
        {
            if (!told || Notations[i].Decimal == ',' == comma)
                most = Math.Max(most, this.fits[i]);
        }

        bool percent = this.percents > 0 && this.withoutPercent <= (1 - Most) * most;
        bool mixed = (!percent && this.percents > (1 - Most) * most) || this.currencies.Count > 1;
        if (most == 0 || most < Most * this.Present || mixed)
            return new(null, this.numberExample, IsInDoubt: most > 0 && most >= Most * this.Present, 0);
        int[] best = [.. Enumerable.Range(0, Notations.Length).Where(i => this.fits[i] == most && (!told || Notations[i].Decimal == ',' == comma))];

        // 1,234 may be a thousand or a little more than one. Whole numbers are plain ones, unless decimals stand behind a comma elsewhere.
        bool inDoubt = best.Contains(WithThousands) && best.Contains(WithComma) && !best.Contains(0);
        bool behindComma = comma ?? (inDoubt && usual);
        int chosen = best.FirstOrDefault(i => Notations[i].Decimal == ',' == behindComma, best[0]);
        int mistakes = this.Present - most + (percent ? this.withoutPercent : this.percents);
        NumberNotation found = Notations[chosen] with { Percent = percent, Currency = this.currencies.FirstOrDefault() };
        return new(found, this.numberExample, inDoubt && comma is null, mistakes);
    }

    /// <summary>How the column's dates are written: null for formats that need not be told, or a word.</summary>
    public FoundNotation<string> Dates()
    {
        int most = this.orders.Max();
        int[] best = [.. Enumerable.Range(0, this.orders.Length).Where(i => this.orders[i] == most)];
        if (this.usualDates > 0 && this.usualDates >= Most * this.Present && (best.Length > 1 || most == this.usualDates))
            return new(string.Empty, this.dateExample, IsInDoubt: false, this.Present - this.usualDates);
        if (most == 0 || most < Most * this.Present)
            return new(null, this.dateExample, IsInDoubt: false, 0);
        return best.Length == 1 ? new(DateNotation.Words[best[0]], this.dateExample, IsInDoubt: false, this.Present - most) : new(null, this.dateExample, IsInDoubt: true, 0);
    }

    private bool AddNumber(ReadOnlySpan<char> text)
    {
        var number = NumberText.Of(text);
        if (number.Core.IsEmpty)
            return false;
        int mask = 0;
        for (int i = 0; i < Notations.Length; i++)
        {
            if (Notations[i].TryParseCore(number.Core, out double value) && double.IsFinite(value))
            {
                mask |= 1 << i;
                this.fits[i]++;
                if (i == 0 && value == 0 && !number.IsPercent)
                    this.withoutPercent--; // 0 is 0 %
            }
        }

        if (mask == 0)
            return false;
        const int Points = 0b0000_1111, Commas = 0b1111_0000;
        if ((mask & Points) == 0)
            this.decimalCommas++;
        if ((mask & Commas) == 0)
            this.decimalPoints++;
        if (number.IsPercent)
            this.percents++;
        else
            this.withoutPercent++;
        if (!number.Currency.IsEmpty)
            this.currencies.Add(number.Currency.ToString());
        if ((mask & 1) == 0 || number.IsPercent || !number.Currency.IsEmpty || !(char.IsAsciiDigit(text[0]) || text[0] is '-' or '+' or '.'))
            this.numberExample ??= text.ToString();
        return true;
    }

    private void AddDate(ReadOnlySpan<char> text)
    {
        if (!MayBeDate(text))
            return;
        string key = text.ToString();
        if (!this.seen.TryGetValue(key, out (bool Usual, int Orders) found))
        {
            found.Usual = DateValue.TryParse(text, out _);
            for (int i = 0; i < Orders.Length && !found.Usual; i++)
                found.Orders |= DateValue.TryParse(text, out _, Orders[i]) ? 1 << i : 0;
            this.seen.Add(key, found);
        }

        if (found.Usual)
            this.usualDates++;
        for (int i = 0; i < Orders.Length; i++)
            this.orders[i] += found.Usual || (found.Orders & (1 << i)) != 0 ? 1 : 0;
        if (found.Usual || found.Orders != 0)
            this.dateExample = this.dateExample is null || (!found.Usual && this.seen[this.dateExample].Usual) ? key : this.dateExample;
    }

    // The shortest is 1/1/15, the longest has a month's name and a time zone.
    private static bool MayBeDate(ReadOnlySpan<char> text)
        => text.Length is >= 6 and <= 40 && text.ContainsAnyInRange('0', '9') && (char.IsAsciiDigit(text[0]) || (char.IsAsciiLetter(text[0]) && char.IsAsciiDigit(text[^1])));
}

/// <summary>The result of a search.</summary>
/// <param name="Notation">The notation; null for none.</param>
/// <param name="Example">A text that is not written as usual; null if all are.</param>
/// <param name="IsInDoubt">Whether another notation is as likely; without a notation, whether several would do.</param>
/// <param name="Mistakes">How many of the values are not written so.</param>
internal sealed record FoundNotation<T>(T? Notation, string? Example, bool IsInDoubt, int Mistakes)
    where T : class;
