using System.Globalization;

namespace Nabla.Data;

/// <summary>The parts of a number's text: its sign, a currency, a percent sign, and the digits with their separators.</summary>
internal readonly ref struct NumberText
{
    // ISO 4217 codes and common alternatives; of two with the same prefix, the longer one is first.
    private static readonly string[] Currencies =
    [
        "AED", "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "IDR", "ILS", "INR", "JPY", "KRW", "MXN", "MYR", "NOK",
        "NZD", "PHP", "PLN", "RUB", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "USD", "VND", "ZAR",
        "US$", "HK$", "NZ$", "A$", "C$", "R$", "S$", "Rs.", "Rs", "kr.", "kr", "zł", "Kč", "Ft", "Fr.",
    ];

    private NumberText(ReadOnlySpan<char> core, ReadOnlySpan<char> currency, bool isNegative, bool isPercent)
    {
        this.Core = core;
        this.Currency = currency;
        this.IsNegative = isNegative;
        this.IsPercent = isPercent;
    }

    /// <summary>Digits and separators, starting with a digit or a decimal separator; empty if the text is not a number.</summary>
    public ReadOnlySpan<char> Core { get; }

    /// <summary>The currency; empty for none.</summary>
    public ReadOnlySpan<char> Currency { get; }

    /// <summary>Whether it is negative: with a minus sign of any kind, or in parentheses, as in accounting.</summary>
    public bool IsNegative { get; }

    /// <summary>Whether it has a percent sign.</summary>
    public bool IsPercent { get; }

    /// <summary>Splits a text into its parts.</summary>
    public static NumberText Of(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> core = text.Trim(), currency = default;
        (bool percent, bool negative, bool signed) = (false, false, false);
        while (!core.IsEmpty)
        {
            if (!percent && core[^1] is '%' or '％' or '٪')
            {
                percent = true;
                core = core[..^1].TrimEnd();
            }
            else if (!signed && core is ['(', .., ')'])
            {
                (negative, signed) = (true, true);
                core = core[1..^1].Trim();
            }
            else if (!signed && (IsMinus(core[0]) || core[0] is '+' or '＋'))
            {
                (negative, signed) = (IsMinus(core[0]), true);
                core = core[1..].TrimStart();
            }
            else if (currency.IsEmpty && CurrencyAt(core, atEnd: false) is > 0 and var before)
            {
                currency = core[..before];
                core = core[before..].TrimStart();
            }
            else if (currency.IsEmpty && CurrencyAt(core, atEnd: true) is > 0 and var after)
            {
                currency = core[^after..];
                core = core[..^after].TrimEnd();
            }
            else
            {
                break;
            }
        }

        bool number = !core.IsEmpty && (char.IsAsciiDigit(core[0]) || (core.Length > 1 && core[0] is '.' or ',' && char.IsAsciiDigit(core[1])));
        return number ? new NumberText(core, currency, negative, percent) : default;
    }

    /// <summary>Whether a character can be a thousands separator; a space represents all kinds of spaces, an apostrophe both kinds.</summary>
    public static bool IsThousands(char c) => c is ',' or '.' or ' ' or '\'';

    /// <summary>Whether a character is a given separator, in any of its forms.</summary>
    public static bool IsSame(char c, char separator) => c == separator || separator switch
    {
        ' ' => c is '\u00a0' or '\u2009' or '\u202f',
        '\'' => c is '’',
        _ => false,
    };

    /// <summary>Whether a text is a currency.</summary>
    public static bool IsCurrency(string text) => text.Length > 0 && CurrencyAt(text, atEnd: false) == text.Length;

    private static bool IsMinus(char c) => c is '-' or '−' or '–' or '﹣' or '－';

    private static int CurrencyAt(ReadOnlySpan<char> text, bool atEnd)
    {
        char edge = atEnd ? text[^1] : text[0];
        if (char.IsAsciiDigit(edge))
            return 0;
        foreach (string name in Currencies)
        {
            if (atEnd ? text.EndsWith(name) : text.StartsWith(name))
                return name.Length;
        }

        return char.GetUnicodeCategory(edge) == UnicodeCategory.CurrencySymbol ? 1 : 0;
    }
}
