using System.Globalization;
using Nabla.Data;

namespace Nabla.Csv;

/// <summary>The names of columns.</summary>
internal static class Header
{
    private const string Prefix = "column_";

    /// <summary>The names in a line; an empty one is replaced by the column's number.</summary>
    /// <exception cref="InvalidDataException">Two names are the same.</exception>
    public static string[] NamesOf(IReadOnlyList<string> fields, long line, string file)
    {
        string[] names = [.. fields.Select((field, i) => field.Length == 0 ? Positional(i) : field)];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? twice = names.FirstOrDefault(name => !seen.Add(name));
        return twice is null ? names : throw new InvalidDataException($"{file}: line {line}: two columns are named '{Excerpt.Of(twice)}'");
    }

    /// <summary>The name of a column that has none: <c>column_1</c> is the first.</summary>
    public static string Positional(int column) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{column + 1}");

    /// <summary>The position in such a name; −1 if it is another.</summary>
    public static int PositionIn(string name)
        => name.StartsWith(Prefix, StringComparison.Ordinal) && int.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number - 1 : -1;
}
