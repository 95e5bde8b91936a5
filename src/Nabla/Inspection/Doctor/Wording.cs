using System.Globalization;
using Nabla.Descriptions;

namespace Nabla.Inspection;

/// <summary>Formats numbers and names for findings.</summary>
internal static class Wording
{
    private const int Named = 3;

    /// <summary>A fraction as a percentage, such as "12.5 %".</summary>
    public static string Percent(double part) => string.Create(CultureInfo.InvariantCulture, $"{100 * part:0.##} %");

    /// <summary>A number to three significant digits.</summary>
    public static string Number(double value)
        => value != 0 && double.IsFinite(value) && Math.Abs(value) is < 1e-3 or >= 1e6
            ? value.ToString("0.##e+0", CultureInfo.InvariantCulture)
            : value.ToString(Math.Abs(value) >= 100 ? "#,0" : "0.###", CultureInfo.InvariantCulture);

    /// <summary>The first names and the number of others, such as "'a', 'b', 'c' and 4 more".</summary>
    public static string List(IReadOnlyCollection<string> names)
    {
        string first = string.Join(", ", names.Take(Named).Select(name => $"'{name}'"));
        return names.Count <= Named ? first : $"{first} and {Figures.Count(names.Count - Named)} more";
    }
}
