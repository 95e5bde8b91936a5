namespace Nabla.Data;

/// <summary>Distributes the rows of a part over the classes (Hamilton's method of largest remainders, within bounds).</summary>
internal static class ProportionalShares
{
    /// <summary>
    /// The number of rows of each class for a part of <paramref name="total"/> rows: proportional to the class, with at least one row of each class
    /// in this part and in each later part if the sizes allow it.
    /// </summary>
    /// <param name="total">The number of rows of the part, at most the sum of the counts.</param>
    /// <param name="counts">The number of rows of each class.</param>
    /// <param name="laterParts">The number of parts to be filled from the remaining rows.</param>
    public static int[] Of(int total, int[] counts, int laterParts)
    {
        int[] most = Most(total, counts, laterParts);
        int[] least = [.. most.Select(rows => Math.Min(1, rows))];
        if (least.Sum() > total)
            least = new int[counts.Length];

        // The deficit (or surplus) of a class, times the number of all rows: an integer, so nothing is rounded.
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

    /// <summary>The maximum number of rows from each class that leaves rows for the later parts if the total allows it.</summary>
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
