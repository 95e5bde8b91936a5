using System.Globalization;

namespace Nabla.Data;

/// <summary>Shortens names and values from a user's data for messages.</summary>
internal static class Excerpt
{
    private const int LongestText = 40;
    private const int MostNames = 10;

    /// <summary>The text on one line, cut to its first 40 characters if it is longer.</summary>
    public static string Of(ReadOnlySpan<char> text)
    {
        bool cut = text.Length > LongestText;
        string shown = string.Create(cut ? LongestText : text.Length, text, (target, source) =>
        {
            for (int i = 0; i < target.Length; i++)
                target[i] = IsPlain(source[i]) ? source[i] : '·';
        });
        return cut ? shown + "…" : shown;
    }

    /// <summary>The first ten names, and the total number if there are more.</summary>
    public static string Of(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        string first = string.Join(", ", names.Take(MostNames).Select(name => Of(name)));
        return names.Count > MostNames ? $"{first}, … ({names.Count})" : first;
    }

    private static bool IsPlain(char c) => char.GetUnicodeCategory(c)
        is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Format);
}
