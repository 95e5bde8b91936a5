namespace Nabla.Data;

/// <summary>
/// Detects the notation of a column's numbers or dates from its texts: the notation that fits nearly all of them, if it is the only one; otherwise
/// the ambiguity is reported.
/// </summary>
internal sealed class NotationSearch
{
    /// <summary>The fraction of the values that determines the kind of the column; other values are mistakes.</summary>
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

    /// <summary>The number of examined values that are not missing.</summary>
    public int Present { get; private set; }

    /// <summary>Whether there are numbers, in any notation.</summary>
    public bool HasNumbers => this.fits.Max() > 0;

    /// <summary>Whether a number shows that the decimal separator is a point.</summary>
    public bool ShowsPoint => this.decimalPoints > 0;

    /// <summary>Whether a number shows that the decimal separator is a comma.</summary>
    public bool ShowsComma => this.decimalCommas > 0;

    /// <summary>Counts a value of no known kind.</summary>
    public void AddOther() => this.Present++;

    /// <summary>Examines a plain number, much faster than its text.</summary>
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

    /// <summary>Examines a value that is not a plain number.</summary>
    /// <param name="text">The text, not a missing value.</param>
    /// <returns>Whether it is a number, in any notation.</returns>
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

    /// <summary>The notation of the column's numbers.</summary>
    /// <param name="comma">Whether the file's other columns or an option show that the decimal separator is a comma; false for a point; null if
    /// unknown.</param>
    /// <param name="told">Whether an option sets it.</param>
    /// <param name="usual">Whether a comma is more likely if nothing else decides, as in files with semicolons.</param>
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

        // 1,234 may be a thousand or a little more than one. Integers are plain numbers, unless other values have decimals after a comma.
        bool inDoubt = best.Contains(WithThousands) && best.Contains(WithComma) && !best.Contains(0);
        bool behindComma = comma ?? (inDoubt && usual);
        int chosen = best.FirstOrDefault(i => Notations[i].Decimal == ',' == behindComma, best[0]);
        int mistakes = this.Present - most + (percent ? this.withoutPercent : this.percents);
        NumberNotation found = Notations[chosen] with { Percent = percent, Currency = this.currencies.FirstOrDefault() };
        return new(found, this.numberExample, inDoubt && comma is null, mistakes);
    }

    /// <summary>The notation of the column's dates: a word, or null for the default formats.</summary>
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

    // The shortest date is 1/1/15; the longest has a month name and a time zone.
    private static bool MayBeDate(ReadOnlySpan<char> text)
        => text.Length is >= 6 and <= 40 && text.ContainsAnyInRange('0', '9') && (char.IsAsciiDigit(text[0]) || (char.IsAsciiLetter(text[0]) && char.IsAsciiDigit(text[^1])));
}

/// <summary>The result of a search.</summary>
/// <param name="Notation">The notation; null for none.</param>
/// <param name="Example">A text that is not in the default notation; null if all are.</param>
/// <param name="IsInDoubt">Whether another notation is equally likely; without a notation, whether several fit.</param>
/// <param name="Mistakes">The number of values that are not in this notation.</param>
internal sealed record FoundNotation<T>(T? Notation, string? Example, bool IsInDoubt, int Mistakes)
    where T : class;
