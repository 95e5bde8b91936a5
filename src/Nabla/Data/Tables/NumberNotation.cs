using System.Globalization;
using Nabla.Descriptions;

namespace Nabla.Data;

/// <summary>
/// The notation of a column's numbers, as in <c>1.234,50 €</c> or <c>5%</c>; the schema stores it, so that later rows are read in the same way.
/// </summary>
public sealed record NumberNotation
{
    private const int LongestNumber = 64;

    /// <summary>The plain notation, as in <c>-1234.5</c>.</summary>
    public static NumberNotation Plain { get; } = new();

    /// <summary>The decimal separator.</summary>
    public char Decimal { get; init; } = '.';

    /// <summary>The thousands separator: a comma, a point, an apostrophe, or a space of any kind; null for none.</summary>
    public char? Thousands { get; init; }

    /// <summary>Whether numbers are percentages: <c>5%</c> is 0.05.</summary>
    public bool Percent { get; init; }

    /// <summary>The currency that may precede or follow a number; null for none.</summary>
    public string? Currency { get; init; }

    /// <summary>A description of valid numbers, to follow "is not".</summary>
    public string Wanted
    {
        get
        {
            string[] parts =
            [
                .. this.Decimal == ',' ? ["a decimal comma"] : Array.Empty<string>(),
                .. this.Thousands is { } thousands ? [$"'{thousands}' between thousands"] : Array.Empty<string>(),
                .. this.Currency is { } currency ? [$"the currency {currency}"] : Array.Empty<string>(),
            ];
            string number = this.Percent ? "a percentage such as 5%" : "a number";
            return parts.Length == 0 ? number : $"{number} with {string.Join(", ", parts)}";
        }
    }

    /// <summary>Creates a notation from its words; null for the plain one.</summary>
    /// <exception cref="ArgumentException">A word is unknown.</exception>
    public static NumberNotation Of(ValueList<string>? words)
    {
        NumberNotation notation = Plain;
        foreach (string word in words ?? [])
        {
            notation = word switch
            {
                "decimal comma" => notation with { Decimal = ',' },
                "percent" => notation with { Percent = true },
                ['t', 'h', 'o', 'u', 's', 'a', 'n', 'd', 's', ' ', var separator] when NumberText.IsThousands(separator) => notation with { Thousands = separator },
                _ when word.StartsWith("currency ", StringComparison.Ordinal) && NumberText.IsCurrency(word["currency ".Length..]) => notation with { Currency = word["currency ".Length..] },
                _ => throw new ArgumentException($"'{Excerpt.Of(word)}' says nothing of how numbers are written", nameof(words)),
            };
        }

        return notation.Decimal == notation.Thousands ? throw new ArgumentException($"'{notation.Decimal}' before decimals and between thousands", nameof(words)) : notation;
    }

    /// <summary>The words of the notation; null for the plain one.</summary>
    public ValueList<string>? ToWords()
    {
        if (this == Plain)
            return null;
        return
        [
            .. this.Decimal == ',' ? ["decimal comma"] : Array.Empty<string>(),
            .. this.Thousands is { } thousands ? [$"thousands {thousands}"] : Array.Empty<string>(),
            .. this.Percent ? ["percent"] : Array.Empty<string>(),
            .. this.Currency is { } currency ? [$"currency {currency}"] : Array.Empty<string>(),
        ];
    }

    /// <summary>Reads a number; NaN if the text is not a number.</summary>
    /// <returns>Whether the text is a finite number in this notation. The currency is optional; a percentage other than 0 needs its percent
    /// sign.</returns>
    public bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        // The plain notation is that of .NET, with extensions.
        if (!this.Percent && this.Decimal == '.' && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
            return double.IsFinite(value);
        value = double.NaN;
        var number = NumberText.Of(text);
        if (number.Core.IsEmpty || (number.IsPercent && !this.Percent) || (!number.Currency.IsEmpty && !number.Currency.SequenceEqual(this.Currency)))
            return false;
        if (!this.TryParseCore(number.Core, out double core) || (this.Percent && !number.IsPercent && core != 0))
            return false;
        value = this.Percent ? core / 100 : core;
        value = number.IsNegative ? -value : value;
        return double.IsFinite(value);
    }

    /// <summary>Reads digits with separators: in groups of three, or as in India, in groups of two before the last three.</summary>
    internal bool TryParseCore(ReadOnlySpan<char> core, out double value)
    {
        value = double.NaN;
        if (core.Length > LongestNumber)
            return false;
        Span<char> plain = stackalloc char[LongestNumber];
        (int length, int digits, int group, int groups, bool twos) = (0, 0, 0, 0, false);
        int i = 0;
        for (; i < core.Length && (char.IsAsciiDigit(core[i]) || (this.Thousands is { } thousands && NumberText.IsSame(core[i], thousands))); i++)
        {
            if (char.IsAsciiDigit(core[i]))
            {
                plain[length++] = core[i];
                (digits, group) = (digits + 1, group + 1);
                continue;
            }

            // The first group does not start with 0; all other groups have three digits, or two before the last.
            if (group == 0 || group > 3 || plain[0] == '0' || (groups > 0 && group == 1) || (groups > 0 && twos && group != 2))
                return false;
            twos |= groups > 0 && group == 2;
            if (groups > 0 && group == 3 && twos)
                return false;
            (group, groups) = (0, groups + 1);
        }

        if (groups > 0 && (group != 3 || (twos && this.Thousands != ',')))
            return false;
        if (i < core.Length && core[i] == this.Decimal)
        {
            plain[length++] = '.';
            for (i++; i < core.Length && char.IsAsciiDigit(core[i]); i++, digits++)
                plain[length++] = core[i];
        }

        if (digits == 0)
            return false;
        if (i < core.Length && core[i] is 'e' or 'E' && groups == 0)
        {
            core[i..].CopyTo(plain[length..]);
            length += core.Length - i;
            i = core.Length;
        }

        return i == core.Length && double.TryParse(plain[..length], NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);
    }
}
