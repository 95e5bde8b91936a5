namespace Nabla.Descriptions;

/// <summary>Finds the intended name for a misspelled one.</summary>
internal static class Spelling
{
    private const int MostEdits = 3;

    /// <summary>The known name closest to a word; null if none is close.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(known);
        string? nearest = known.MinBy(name => Edits(word, name));
        return nearest is not null && Edits(word, nearest) <= Math.Min(MostEdits, word.Length / 2) ? nearest : null;
    }

    /// <summary>The Levenshtein distance; differences in case count little.</summary>
    private static int Edits(string from, string to)
    {
        if (from.Equals(to, StringComparison.OrdinalIgnoreCase))
            return from == to ? 0 : 1;
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int replace = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replace, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
