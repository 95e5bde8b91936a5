namespace Nabla.Data;

/// <summary>Shares out the rows of a part over the classes (Hamilton's method of largest remainders, within bounds).</summary>
internal static class ProportionalShares
{
    /// <summary>
    /// How many rows of each class go to a part of <paramref name="total"/> rows: each class's proportion,
    /// with at least one row of each class in this part and in each later part where the sizes allow.
    /// </summary>
    /// <param name="total">The part's rows, at most the sum of the counts.</param>
    /// <param name="counts">The rows of each class.</param>
    /// <param name="laterParts">How many parts are still to be filled from what remains.</param>
    public static int[] Of(int total, int[] counts, int laterParts)
    {
        int[] most = Most(total, counts, laterParts);
        int[] least = [.. most.Select(rows => Math.Min(1, rows))];
        if (least.Sum() > total)
            least = new int[counts.Length];

        // What a class lacks (or has too much), times the sum of all rows: whole numbers, so nothing is rounded.
        long all = counts.Sum(count => (long)count);
        var shares = new int[counts.Length];
        long Lack(int k) => ((long)total * counts[k]) - (shares[k] * all);

        for (int k = 0; k < shares.Length; k++)
            shares[k] = Math.Clamp(all == 0 ? 0 : (int)((long)total * counts[k] / all), least[k], most[k]);
        int missing = total - shares.Sum();
        IEnumerable<int> classes = Enumerable.Range(0, counts.Length);
        for (; missing > 0; missing--)
            shares[classes.Where(k => shares[k] < most[k]).MaxBy(Lack)]++;
        for (; missing < 0; missing++)
            shares[classes.Where(k => shares[k] > least[k]).MinBy(Lack)]--;
        return shares;
    }

    /// <summary>The most rows each class may give, keeping as many for the later parts as the total allows.</summary>
    private static int[] Most(int total, int[] counts, int laterParts)
    {
        for (int keep = laterParts; keep > 0; keep--)
        {
            int[] most = [.. counts.Select(count => count - Math.Min(Math.Max(count - 1, Math.Min(count, 1)), keep))];
            if (most.Sum() >= total)
                return most;
        }

        return counts;
    }
}
