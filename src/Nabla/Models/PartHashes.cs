using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Metrics;

namespace Nabla.Models;

/// <summary>
/// Hashes of a part of the data: one of all of it, and short ones of its columns and of blocks of its rows, which say where other data
/// differs without keeping any of it.
/// </summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Sha256">Of the whole, as <see cref="Dataset.Fingerprint"/> gives it.</param>
/// <param name="Columns">The first 8 digits of the SHA-256 of each column's values, of the targets' and of the weights'; empty for very wide data.</param>
/// <param name="Blocks">The first 8 digits of the SHA-256 of each of at most 64 blocks of rows, which follow each other and are of one size but for the last.</param>
public sealed record PartHashes(
    int Rows,
    string Sha256,
    [property: JsonConverter(typeof(ValueListJsonConverter<string>))] ValueList<string> Columns,
    [property: JsonConverter(typeof(ValueListJsonConverter<string>))] ValueList<string> Blocks)
{
    private const int MostBlocks = 64, MostColumns = 1024, Digits = 8;

    /// <summary>The rows of a block.</summary>
    [JsonIgnore]
    public int BlockRows => Math.Max(1, (this.Rows + MostBlocks - 1) / MostBlocks);

    /// <summary>The hashes of a data set.</summary>
    public static PartHashes Of(Dataset data) => Of(data, null);

    /// <summary>The hashes of a data set, whose fingerprint may be known.</summary>
    internal static PartHashes Of(Dataset data, string? fingerprint)
    {
        ArgumentNullException.ThrowIfNull(data);
        var hashes = new PartHashes(data.Rows, fingerprint ?? data.Fingerprint(), [], []);
        using var columns = new ColumnHashes(data.Source.Columns > MostColumns ? 0 : data.Source.Columns);
        var ofBlocks = new List<string>();
        for (int first = 0; first < data.Rows; first += hashes.BlockRows)
        {
            using var block = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            int count = Math.Min(hashes.BlockRows, data.Rows - first);
            for (int row = first; row < first + count; row++)
            {
                ReadOnlySpan<double> values = data.Source.Row(row);
                block.Append(values);
                columns.Add(values);
            }

            block.Append(Target(data, first, count));
            block.Append(data.Weights.AsSpan(data.Weights is null ? 0 : first, data.Weights is null ? 0 : count));
            ofBlocks.Add(DigitsOf(block));
        }

        string[] ofColumns = data.Source.Columns > MostColumns ? [] : [.. columns.End(), Hash(Target(data, 0, data.Rows)), Hash(data.Weights ?? [])];
        return hashes with { Columns = ValueList.Create<string>(ofColumns), Blocks = ValueList.Create<string>([.. ofBlocks]) };
    }

    /// <summary>Whether hashes are hashes, and as many as there can be.</summary>
    internal bool IsWellFormed
        => this.Rows > 0 && Provenance.IsHash(this.Sha256) && this.Columns.Count <= MostColumns + 2 && this.Blocks.Count <= MostBlocks
            && this.Columns.Concat(this.Blocks).All(hash => Provenance.IsHash(hash, Digits));

    private static double[] Target(Dataset data, int first, int count)
        => data.Targets is { } targets
            ? targets.Data.AsSpan(first * targets.Columns, count * targets.Columns).ToArray()
            : Array.ConvertAll(data.Labels.AsSpan(first, count).ToArray(), label => (double)label);

    private static string Hash(double[] values)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.Append(values);
        return DigitsOf(hash);
    }

    private static string DigitsOf(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];

    /// <summary>A running hash of each column, row by row.</summary>
    private sealed class ColumnHashes(int columns) : IDisposable
    {
        private const int RowsAtOnce = 256;

        private readonly IncrementalHash[] hashes = [.. Enumerable.Range(0, columns).Select(_ => IncrementalHash.CreateHash(HashAlgorithmName.SHA256))];
        private readonly double[] values = new double[columns * RowsAtOnce];
        private int rows;

        public void Add(ReadOnlySpan<double> row)
        {
            for (int column = 0; column < this.hashes.Length; column++)
                this.values[(column * RowsAtOnce) + this.rows] = row[column];
            if (++this.rows == RowsAtOnce)
                this.Flush();
        }

        public IEnumerable<string> End()
        {
            this.Flush();
            return this.hashes.Select(DigitsOf);
        }

        public void Dispose()
        {
            foreach (IncrementalHash hash in this.hashes)
                hash.Dispose();
        }

        private void Flush()
        {
            for (int column = 0; column < this.hashes.Length; column++)
                this.hashes[column].Append(this.values.AsSpan(column * RowsAtOnce, this.rows));
            this.rows = 0;
        }
    }
}
