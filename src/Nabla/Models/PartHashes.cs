using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Metrics;
using Nabla.Numerics;

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
    public static PartHashes Of(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var hashes = new PartHashes(data.Rows, data.Fingerprint(), [], []);
        int columns = data.Features.Columns;
        string[] ofColumns = columns > MostColumns ? [] : [.. Enumerable.Range(0, columns).Select(column => Hash(((ReadOnlyMatrixView<double>)data.Features).Column(column))), Hash(Target(data, 0, data.Rows)), Hash(data.Weights ?? [])];
        string[] ofBlocks = [.. Enumerable.Range(0, data.Rows).Where(row => row % hashes.BlockRows == 0).Select(first =>
        {
            int count = Math.Min(hashes.BlockRows, data.Rows - first);
            return Hash([.. data.Features.Data.AsSpan(first * columns, count * columns), .. Target(data, first, count), .. data.Weights.AsSpan(data.Weights is null ? 0 : first, data.Weights is null ? 0 : count)]);
        })];
        return hashes with { Columns = ValueList.Create<string>(ofColumns), Blocks = ValueList.Create<string>(ofBlocks) };
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
        if (!BitConverter.IsLittleEndian)
            values = Array.ConvertAll(values, value => BitConverter.Int64BitsToDouble(System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(BitConverter.DoubleToInt64Bits(value))));
        return Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<double>(values)))[..Digits];
    }
}
