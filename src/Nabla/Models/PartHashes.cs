using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Metrics;
using Nabla.Numerics;

namespace Nabla.Models;

/// <summary>
/// Hashes of a part of the data: one of the whole, and short ones of columns and blocks of rows, which locate differences without storing any data.
/// </summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Sha256">The hash of the whole (<see cref="Dataset.Fingerprint"/>).</param>
/// <param name="Columns">The first 8 digits of the SHA-256 of each column's values, of the targets' and of the weights'; empty for very wide data.</param>
/// <param name="Blocks">The first 8 digits of the SHA-256 of each of at most 64 consecutive blocks of rows, of equal size except the last.</param>
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

    /// <summary>Computes the hashes of a data set.</summary>
    public static PartHashes Of(Dataset data) => Of(data, null, threads: 1);

    /// <summary>Computes the hashes of a data set whose fingerprint may be known.</summary>
    internal static PartHashes Of(Dataset data, string? fingerprint, int threads)
    {
        ArgumentNullException.ThrowIfNull(data);
        var hashes = new PartHashes(data.Rows, fingerprint ?? string.Empty, [], []);
        int columns = data.Source.Columns > MostColumns ? 0 : data.Source.Columns;
        var work = new Work
        {
            Data = data,
            BlockRows = hashes.BlockRows,
            OfBlocks = new string[(data.Rows + hashes.BlockRows - 1) / hashes.BlockRows],
            OfColumns = new string[columns],
            OfAll = fingerprint,
        };
        ForkJoin.Run(ref work, work.Pieces, threads);
        string[] ofTargets = columns == 0 ? [] : [Hash(hash => AppendTargets(hash, data, 0, data.Rows)), Hash(hash => hash.Append(data.Weights))];
        return hashes with { Sha256 = work.OfAll!, Columns = [.. work.OfColumns, .. ofTargets], Blocks = [.. work.OfBlocks] };
    }

    /// <summary>Whether the hashes are well-formed and their number is possible.</summary>
    internal bool IsWellFormed
        => this.Rows > 0 && Provenance.IsHash(this.Sha256) && this.Columns.Count <= MostColumns + 2 && this.Blocks.Count <= MostBlocks
            && this.Columns.Concat(this.Blocks).All(hash => Provenance.IsHash(hash, Digits));

    private static void AppendTargets(IncrementalHash hash, Dataset data, int first, int count)
    {
        if (data.Targets is { } targets)
            hash.Append(targets.View.RowRange(first, count).Data);
        else
            hash.Append(data.Labels.AsSpan(first, count));
    }

    private static string Hash(Action<IncrementalHash> append)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        append(hash);
        return DigitsOf(hash);
    }

    private static string DigitsOf(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];

    // Each hash is a sequential chain, so threads take one at a time, longest first.
    private struct Work : IParallelBody
    {
        private const int ColumnsAtOnce = 8, RowsAtOnce = 256;

        public Dataset Data;
        public int BlockRows;
        public string[] OfBlocks;
        public string[] OfColumns;
        public string? OfAll;

        private readonly int ColumnPieces => (this.OfColumns.Length + ColumnsAtOnce - 1) / ColumnsAtOnce;

        public readonly int Pieces => 1 + this.ColumnPieces + this.OfBlocks.Length;

        public void Run(int piece)
        {
            if (piece == 0)
                this.OfAll ??= this.Data.Fingerprint();
            else if (piece <= this.ColumnPieces)
                this.HashColumns((piece - 1) * ColumnsAtOnce);
            else
                this.HashBlock(piece - 1 - this.ColumnPieces);
        }

        private readonly void HashBlock(int number)
        {
            using var block = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            int first = number * this.BlockRows, count = Math.Min(this.BlockRows, this.Data.Rows - first);
            if (this.Data.Source.Stored is { } matrix)
            {
                block.Append(matrix.View.RowRange(first, count).Data);
            }
            else
            {
                var buffer = new double[this.Data.Source.BufferLength];
                for (int row = first; row < first + count; row++)
                    block.Append(this.Data.Source.Row(row, buffer));
            }

            AppendTargets(block, this.Data, first, count);
            block.Append(this.Data.Weights.AsSpan(this.Data.Weights is null ? 0 : first, this.Data.Weights is null ? 0 : count));
            this.OfBlocks[number] = DigitsOf(block);
        }

        private readonly void HashColumns(int first)
        {
            IncrementalHash[] hashes = [.. Enumerable.Range(0, Math.Min(ColumnsAtOnce, this.OfColumns.Length - first)).Select(_ => IncrementalHash.CreateHash(HashAlgorithmName.SHA256))];
            Span<double> values = stackalloc double[ColumnsAtOnce * RowsAtOnce];
            var buffer = new double[this.Data.Source.BufferLength];
            for (int row = 0; row < this.Data.Rows; row += RowsAtOnce)
            {
                int count = Math.Min(RowsAtOnce, this.Data.Rows - row);
                for (int i = 0; i < count; i++)
                {
                    ReadOnlySpan<double> of = this.Data.Source.Row(row + i, buffer, first, first + hashes.Length).Slice(first, hashes.Length);
                    for (int column = 0; column < of.Length; column++)
                        values[(column * RowsAtOnce) + i] = of[column];
                }

                for (int column = 0; column < hashes.Length; column++)
                    hashes[column].Append(values.Slice(column * RowsAtOnce, count));
            }

            for (int column = 0; column < hashes.Length; column++)
            {
                using IncrementalHash hash = hashes[column];
                this.OfColumns[first + column] = DigitsOf(hash);
            }
        }
    }
}
