using System.Globalization;
using Nabla.Data;

namespace Nabla.Reports;

/// <summary>Formats numbers for readers, the same in every culture.</summary>
internal static class Words
{
    // Keeps the sign with its number.
    private const string PercentSign = "\u00a0%";

    /// <summary>A fraction in percent, with enough decimals that only whole percentages look whole.</summary>
    public static string Percent(double part)
    {
        if (part is 0 or 1)
            return (part == 0 ? "0" : "100") + PercentSign;
        int decimals = 1;
        while (decimals < 6 && Math.Round(100 * part, decimals) is 0 or 100)
            decimals++;
        return (100 * part).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + PercentSign;
    }

    /// <summary>A number with four digits, or with all digits of its integer part; very large and very small ones with a power of ten.</summary>
    public static string Number(double value)
    {
        if (Math.Abs(value) is >= 1e7 or (< 1e-4 and > 0) && double.IsFinite(value))
            return WithPower(value.ToString("0.###e+0", CultureInfo.InvariantCulture));
        return value.ToString(Math.Abs(value) >= 1000 ? "N0" : "G4", CultureInfo.InvariantCulture).Replace('-', '−');
    }

    /// <summary>1.5e-12 as 1.5·10⁻¹².</summary>
    private static string WithPower(string text)
    {
        const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        (string digits, string power) = (text[..text.IndexOf('e', StringComparison.Ordinal)], text[(text.IndexOf('e', StringComparison.Ordinal) + 1)..]);
        return $"{digits.Replace('-', '−')}·10{string.Concat(power.Where(c => c != '+').Select(c => c == '-' ? '⁻' : Raised[c - '0']))}";
    }

    /// <summary>A number that may be null.</summary>
    public static string Number(double? value) => value is { } known ? Number(known) : "–";

    /// <summary>The text of a value in its table column; empty if it is missing.</summary>
    public static string Value(ColumnSchema column, double value)
        => column.TextOf(value) ?? (double.IsNaN(value) ? string.Empty : "(unknown)");

    /// <summary>An integer with thousands separators.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number of items: "1 row", "360 rows".</summary>
    public static string Count(long value, string thing) => value == 1 ? $"1 {thing}" : $"{Count(value)} {thing}s";

    /// <summary>A sentence on omitted rows, preceded by a space; empty if there are none.</summary>
    public static string Drawn(int drawn, int rows)
        => drawn == rows ? string.Empty : $" Shown are {Count(drawn)} of {Count(rows)} rows: an even sample that includes the extremes.";
}
