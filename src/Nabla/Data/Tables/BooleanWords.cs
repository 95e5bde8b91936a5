namespace Nabla.Data;

/// <summary>The words for yes and no.</summary>
internal static class BooleanWords
{
    private static readonly (string No, string Yes)[] Pairs =
        [("false", "true"), ("no", "yes"), ("f", "t"), ("n", "y"), ("off", "on"), ("0", "1")];

    /// <summary>Reads one of the words false/true, no/yes, f/t, n/y, off/on, 0/1, ignoring case: 0 for no, 1 for yes.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        foreach ((string no, string yes) in Pairs)
        {
            if (text.Equals(no, StringComparison.OrdinalIgnoreCase) || text.Equals(yes, StringComparison.OrdinalIgnoreCase))
            {
                value = text.Equals(yes, StringComparison.OrdinalIgnoreCase) ? 1 : 0;
                return true;
            }
        }

        value = double.NaN;
        return false;
    }

    /// <summary>
    /// Whether the texts are a word for no, a word for yes, or a pair of both, as in <c>No</c> and <c>yes</c>; digits are numbers, not words. A word
    /// that is not among the texts is taken from its pair.
    /// </summary>
    /// <param name="texts">The texts, all different.</param>
    /// <param name="no">The first spelling of no.</param>
    /// <param name="yes">The first spelling of yes.</param>
    public static bool TryPair(IEnumerable<string> texts, out string no, out string yes)
    {
        ArgumentNullException.ThrowIfNull(texts);
        (no, yes) = (string.Empty, string.Empty);
        (string No, string Yes)? pair = null;
        foreach (string text in texts)
        {
            pair ??= Array.Find(Pairs[..^1], p => Same(text, p.No) || Same(text, p.Yes));
            if (pair is not { No: not null } found || !(Same(text, found.No) || Same(text, found.Yes)))
                return false;
            if (Same(text, found.No))
                no = no.Length == 0 ? text : no;
            else
                yes = yes.Length == 0 ? text : yes;
        }

        if (pair is null)
            return false;
        no = no.Length == 0 ? pair.Value.No : no;
        yes = yes.Length == 0 ? pair.Value.Yes : yes;
        return true;

        static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
    }
}
