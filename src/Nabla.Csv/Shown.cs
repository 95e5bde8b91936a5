using System.Globalization;

namespace Nabla.Csv;

/// <summary>Texts from a file as they stand in a sentence.</summary>
internal static class Shown
{
    private const int Longest = 40;

    /// <summary>The text on one line, shortened if it is long.</summary>
    public static string Of(ReadOnlySpan<char> text)
    {
        bool cut = text.Length > Longest;
        string shown = string.Create(cut ? Longest : text.Length, text, (target, source) =>
        {
            for (int i = 0; i < target.Length; i++)
                target[i] = IsPlain(source[i]) ? source[i] : '·';
        });
        return cut ? shown + "…" : shown;
    }

    private static bool IsPlain(char c) => char.GetUnicodeCategory(c)
        is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Format);
}
