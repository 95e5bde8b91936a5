using System.Numerics;
using System.Runtime.InteropServices;

namespace Nabla.Data;

/// <summary>
/// The values at given ranks of the numbers in rows, exact and in bounded memory: rows are counted by the first bits of their numbers, then the rows
/// with the bits of a wanted rank by the next bits, until the remaining numbers fit into memory.
/// </summary>
internal static class OrderStatistics
{
    // 16 MB each.
    private const int MostGathered = 1 << 21, MostCounters = 1 << 22;
    private const int LeastBits = 6, MostBits = 16, AllBits = 64;

    /// <summary>The value at each wanted rank, from 0; −0 counts as 0.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="wanted">Pairs of a number and a rank among the rows that have the number.</param>
    /// <param name="mostGathered">The maximum count of numbers in memory; it affects only the time.</param>
    public static double[] Of(FeatureRows rows, IReadOnlyList<(RowNumber Number, int Rank)> wanted, int mostGathered = MostGathered)
    {
        var found = new double[wanted.Count];
        List<Search> open = [.. wanted.Index().GroupBy(one => one.Item.Number).Select(group => new Search(group.Key, 0, rows.Rows, [.. group.Select(one => (one.Index, one.Item.Rank))]))];
        for (int known = 0; open.Count > 0;)
        {
            if (known == AllBits)
            {
                foreach (Search search in open)
                    search.Close(found);
                break;
            }

            if (open.Sum(search => (long)search.Candidates) <= mostGathered)
            {
                Gather(rows, open, known, found);
                break;
            }

            int bits = Math.Clamp(BitOperations.Log2((uint)Math.Max(1, MostCounters / open.Count)), LeastBits, Math.Min(MostBits, AllBits - known));
            Count(rows, open, known, bits);
            known += bits;
            open = [.. open.SelectMany(search => search.Split(bits))];
        }

        return found;
    }

    private static void Count(FeatureRows rows, List<Search> open, int known, int bits)
    {
        foreach (Search search in open)
            search.Counts = new int[1 << bits];
        int shift = AllBits - known - bits;
        ulong mask = (1UL << bits) - 1;
        ColumnWork.Run(open.Count, rows.Rows, (first, end) =>
        {
            ReadOnlySpan<Search> some = CollectionsMarshal.AsSpan(open)[first..end];
            var buffer = new double[rows.BufferLength];
            (int firstColumn, int endColumn) = RowNumber.Columns([.. open[first..end].Select(search => search.Number)]);
            for (int row = 0; row < rows.Rows; row++)
            {
                ReadOnlySpan<double> values = rows.Row(row, buffer, firstColumn, endColumn);
                foreach (Search search in some)
                {
                    if (search.TryTake(values, known, out ulong key))
                        search.Counts[(int)((key >> shift) & mask)]++;
                }
            }
        });
    }

    private static void Gather(FeatureRows rows, List<Search> open, int known, double[] found)
    {
        foreach (Search search in open)
            search.Values = new double[search.Candidates];
        var counts = new int[open.Count];
        ColumnWork.Run(open.Count, rows.Rows, (first, end) =>
        {
            var buffer = new double[rows.BufferLength];
            (int firstColumn, int endColumn) = RowNumber.Columns([.. open[first..end].Select(search => search.Number)]);
            for (int row = 0; row < rows.Rows; row++)
            {
                ReadOnlySpan<double> values = rows.Row(row, buffer, firstColumn, endColumn);
                for (int i = first; i < end; i++)
                {
                    if (open[i].TryTake(values, known, out ulong key))
                        open[i].Values[counts[i]++] = ValueOf(key);
                }
            }
        });

        foreach ((int i, Search search) in open.Index())
        {
            foreach ((int index, int rank) in search.Wanted)
                found[index] = Median.Select(search.Values.AsSpan(0, counts[i]), rank);
        }
    }

    // Keys have the same order as the numbers.
    private static ulong KeyOf(double value)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(value + 0.0); // −0 becomes 0
        return (long)bits < 0 ? ~bits : bits | (1UL << 63);
    }

    private static double ValueOf(ulong key) => BitConverter.UInt64BitsToDouble((long)key < 0 ? key & ~(1UL << 63) : ~key);

    /// <summary>Ranks among the numbers with a common prefix of bits.</summary>
    /// <param name="number">The number in a row.</param>
    /// <param name="prefix">The first bits.</param>
    /// <param name="candidates">A lower bound for the count of numbers with this prefix.</param>
    /// <param name="wanted">Positions in the result, and ranks among these numbers.</param>
    private sealed class Search(RowNumber number, ulong prefix, int candidates, (int Index, int Rank)[] wanted)
    {
        public RowNumber Number => number;

        public int Candidates => candidates;

        public (int Index, int Rank)[] Wanted => wanted;

        public int[] Counts { get; set; } = [];

        public double[] Values { get; set; } = [];

        public bool TryTake(ReadOnlySpan<double> row, int known, out ulong key)
        {
            double value = number.Of(row);
            key = KeyOf(value);
            return !double.IsNaN(value) && (known == 0 || key >> (AllBits - known) == prefix);
        }

        public IEnumerable<Search> Split(int bits)
        {
            var within = new SortedDictionary<int, List<(int Index, int Rank)>>();
            foreach ((int index, int rank) in wanted)
            {
                int bin = 0, before = 0;
                while (rank >= before + this.Counts[bin])
                    before += this.Counts[bin++];
                if (!within.TryGetValue(bin, out List<(int, int)>? ranks))
                    within.Add(bin, ranks = []);
                ranks.Add((index, rank - before));
            }

            int[] counts = this.Counts;
            return within.Select(bin => new Search(number, (prefix << bits) | (uint)bin.Key, counts[bin.Key], [.. bin.Value]));
        }

        public void Close(double[] found)
        {
            foreach ((int index, _) in wanted)
                found[index] = ValueOf(prefix);
        }
    }
}
