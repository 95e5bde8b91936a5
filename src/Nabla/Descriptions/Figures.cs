using System.Globalization;

namespace Nabla.Descriptions;

/// <summary>Formats numbers for display.</summary>
internal static class Figures
{
    /// <summary>A whole number with thousands separators.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Text such as "1,797 rows" or "1 row".</summary>
    public static string Count(long count, string noun) => $"{Count(count)} {(count == 1 ? noun : Plural(noun))}";

    /// <summary>The plural of a regular noun.</summary>
    public static string Plural(string noun) => noun switch
    {
        [.., 's'] => $"{noun}es",
        [.. var stem, 'r', 'y'] => $"{stem}ries",
        _ => $"{noun}s",
    };

    /// <summary>A number with four significant digits; a dash for null.</summary>
    public static string Number(double? value) => value switch
    {
        null => "-",
        { } x when !double.IsFinite(x) || x == 0 => x.ToString(CultureInfo.InvariantCulture),
        { } x when Math.Abs(x) is < 1e-3 or >= 1e6 => x.ToString("0.000e+0", CultureInfo.InvariantCulture),
        { } x => x.ToString("0.0000", CultureInfo.InvariantCulture),
    };
}
