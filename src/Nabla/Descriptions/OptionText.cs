using System.Globalization;

namespace Nabla.Descriptions;

/// <summary>Parses option values of the command line and the Studio; messages state the value and what is expected.</summary>
internal static class OptionText
{
    /// <summary>Reads a finite number.</summary>
    /// <exception cref="FormatException">The text is not one.</exception>
    public static double Number(string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw new FormatException($"'{text}' is not a number");

    /// <summary>Reads a number above 0.</summary>
    /// <exception cref="FormatException">The text is not one.</exception>
    public static double Positive(string text)
        => Number(text) is > 0 and var value ? value : throw new FormatException($"'{text}' is not a number above 0");

    /// <summary>Reads a number of 0 or more.</summary>
    /// <exception cref="FormatException">The text is not one.</exception>
    public static double NotNegative(string text)
        => Number(text) is >= 0 and var value ? value : throw new FormatException($"'{text}' is not a number of 0 or more");

    /// <summary>Reads a number of at least 0 and below 1.</summary>
    /// <exception cref="FormatException">The text is not one.</exception>
    public static double Fraction(string text)
        => Number(text) is >= 0 and < 1 and var value ? value : throw new FormatException($"'{text}' is not a number from 0 to below 1");

    /// <summary>Reads comma-separated names; a name that contains a comma is in double quotes. Empty names are left out.</summary>
    public static string[] Names(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var names = new List<string>();
        int start = 0;
        bool quoted = false;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '"')
                quoted = !quoted;
            if (i < text.Length && (quoted || text[i] != ','))
                continue;
            string name = text[start..i].Trim();
            names.Add(name is ['"', .. var inside, '"'] ? inside : name);
            start = i + 1;
        }

        return [.. names.Where(name => name.Length > 0)];
    }
}
