using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Models;

/// <summary>
/// A memory of the training rows of a model, over all runs that led to it. It can count how many of some rows are training rows, but reveals no
/// values. It has a Bloom filter for each run that added rows (Bloom, 1970): a training row is always recognized; another row is mistaken for one
/// with a small probability, <see cref="FalsePositives"/>. It takes at most 2 bytes per row in a model file, and at most 1 MB.
/// </summary>
public sealed class RowMemory
{
    // Twelve bits and eight hashes per row give 0.3 %. As text, each bit takes a third more, which makes 2 bytes.
    private const int BitsPerRow = 12;
    private const int Hashes = 8;
    private const int MostBytes = 3 << 18;
    private const int LeastBytes = 8;
    private const int MostFilters = 100;
    private const int RowsAtOnce = 1 << 16;

    private readonly byte[][] filters;

    private RowMemory(byte[][] filters, bool isWhole)
    {
        this.filters = filters;
        this.IsWhole = isWhole;
    }

    /// <summary>Whether it contains the rows of all runs that led to the model; false if one continued from a model without a memory.</summary>
    public bool IsWhole { get; }

    /// <summary>The probability that an unseen row is mistaken for a training row.</summary>
    public double FalsePositives => 1 - this.filters.Aggregate(1.0, (never, filter) => never * (1 - Chance(filter)));

    /// <summary>The number of rows of encoded data that are training rows; a few may be false positives.</summary>
    public int Count(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return KeysOf(dataset).Count(this.Contains);
    }

    /// <summary>The number of rows that are certainly training rows: 0 if false positives can explain the count.</summary>
    public int CountSurely(Dataset dataset)
    {
        const double Chances = 3;
        int count = this.Count(dataset);
        return count > Math.Ceiling(Chances * this.FalsePositives * dataset.Rows) ? count : 0;
    }

    /// <summary>Creates the memory of a finished run.</summary>
    /// <param name="parts">The training and validation parts.</param>
    /// <param name="before">The memory of the model it continued from.</param>
    /// <param name="continued">Whether it continued from a model.</param>
    /// <param name="threads">The largest number of threads.</param>
    internal static RowMemory Of(IReadOnlyList<Dataset> parts, RowMemory? before, bool continued, int threads = 1)
    {
        byte[][] earlier = [.. before?.filters.Select(filter => filter.ToArray()) ?? []];
        bool whole = !continued || before?.IsWhole == true;
        int room = MostBytes - earlier.Sum(filter => filter.Length);

        // Beyond this number of rows, the filter has its maximum size.
        int most = Math.Max(1, (int)((long)Math.Max(0, room) * 8 / BitsPerRow) + 1);
        var added = new HashSet<ulong>((int)Math.Min(most, parts.Sum(part => (long)part.Rows)));
        foreach (ulong key in Keys())
        {
            added.Add(key);
            if (added.Count == most)
                break;
        }

        if (added.Count == 0)
            return new RowMemory(earlier, whole);
        if (room < LeastBytes || earlier.Length == MostFilters)
        {
            byte[] last = earlier[^1];
            foreach (ulong key in Keys())
                Add(last, key);
            return new RowMemory(earlier, whole);
        }

        var filter = new byte[(int)Math.Clamp((((long)added.Count * BitsPerRow) + 7) / 8, LeastBytes, room)];
        foreach (ulong key in added.Count < most ? added : Keys())
            Add(filter, key);
        return new RowMemory([.. earlier, filter], whole);

        IEnumerable<ulong> Keys() => parts.SelectMany(part => KeysOf(part, threads)).Where(key => before?.Contains(key) != true);
    }

    /// <summary>The key of each row, in order, computed in blocks: the keys of a table larger than memory might not fit.</summary>
    internal static IEnumerable<ulong> KeysOf(Dataset dataset, int threads = 1)
    {
        var keys = new ulong[Math.Min(dataset.Rows, RowsAtOnce)];
        for (int first = 0; first < dataset.Rows; first += keys.Length)
        {
            int count = Math.Min(keys.Length, dataset.Rows - first);
            var body = new RowKeys { Dataset = dataset, First = first, Keys = keys };
            RowBlocks.Run(ref body, count, dataset.Source.Columns, threads);
            for (int i = 0; i < count; i++)
                yield return keys[i];
        }
    }

    /// <summary>The memory as text for a model file.</summary>
    internal string ToText() => string.Join(' ', [this.IsWhole ? "whole" : "part", .. this.filters.Select(Convert.ToBase64String)]);

    /// <summary>Reads the text of a model file.</summary>
    /// <exception cref="InvalidDataException">The text is invalid.</exception>
    internal static RowMemory Parse(string text)
    {
        string[] words = text.Split(' ');
        try
        {
            byte[][] read = [.. words.Skip(1).Select(Convert.FromBase64String)];
            if (words[0] is "whole" or "part" && read.Length <= MostFilters && read.All(filter => filter.Length >= LeastBytes))
                return new RowMemory(read, words[0] == "whole");
        }
        catch (FormatException)
        {
            // Refused below.
        }

        throw new InvalidDataException("the memory of its rows is damaged");
    }

    private static double Chance(byte[] filter)
    {
        double ones = filter.Sum(value => (int)byte.PopCount(value)) / (8.0 * filter.Length), chance = 1;
        for (int i = 0; i < Hashes; i++)
            chance *= ones;
        return chance;
    }

    private bool Contains(ulong key) => Array.Exists(this.filters, filter => Has(filter, key));

    private static bool Has(byte[] filter, ulong key)
    {
        for (int i = 0; i < Hashes; i++)
        {
            ulong bit = BitOf(filter, key, i);
            if ((filter[bit >> 3] & (1 << (int)(bit & 7))) == 0)
                return false;
        }

        return true;
    }

    private static void Add(byte[] filter, ulong key)
    {
        for (int i = 0; i < Hashes; i++)
        {
            ulong bit = BitOf(filter, key, i);
            filter[bit >> 3] |= (byte)(1 << (int)(bit & 7));
        }
    }

    private static ulong BitOf(byte[] filter, ulong key, int number) => Mixed(key + ((ulong)number * 0x9e3779b97f4a7c15)) % ((ulong)filter.Length * 8);

    private struct RowKeys : IRowsBody
    {
        public Dataset Dataset;
        public int First;
        public ulong[] Keys;

        public readonly void Run(int start, int end)
        {
            var buffer = new double[this.Dataset.Source.BufferLength];
            for (int i = start; i < end; i++)
                this.Keys[i] = KeyOf(this.Dataset, this.First + i, buffer);
        }
    }

    // Of its encoded features and its class or targets.
    private static ulong KeyOf(Dataset dataset, int row, double[] buffer)
    {
        ulong key = 0x243f6a8885a308d3;
        foreach (double value in dataset.Source.Row(row, buffer))
            key = Mixed(key ^ Bits(value));
        if (dataset.Targets is { } targets)
        {
            foreach (double value in targets.Row(row))
                key = Mixed(key ^ Bits(value));
        }
        else
        {
            key = Mixed(key ^ (ulong)dataset.Labels[row]);
        }

        return key;
    }

    // 0 and −0 count as the same value, as do all missing values.
    private static ulong Bits(double value) => BitConverter.DoubleToUInt64Bits(double.IsNaN(value) ? double.NaN : value + 0.0);

    // The finalizer of SplitMix64 (Steele, Lea, Flood, 2014).
    private static ulong Mixed(ulong x)
    {
        x += 0x9e3779b97f4a7c15;
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
        x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
        return x ^ (x >> 31);
    }
}
