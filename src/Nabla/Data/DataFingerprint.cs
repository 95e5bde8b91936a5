using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Nabla.Data;

/// <summary>The hash that stands for a data set. Each list goes in behind its length, so that none can pass for another.</summary>
internal static class DataFingerprint
{
    private const int Piece = 1 << 20;

    public static string Of(Dataset data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, data.FeatureNames);
        Append(hash, data.ClassNames);
        Append(hash, data.TargetNames);
        Append(hash, data.Features.Data);
        Append(hash, Array.ConvertAll(data.Labels, label => (double)label));
        Append(hash, data.Targets?.Data);
        Append(hash, data.Weights);
        foreach (ColumnSchema column in data.Schema?.Columns ?? [])
            Append(hash, [column.Name, column.Kind.ToString(), column.HashBuckets.ToString(CultureInfo.InvariantCulture), .. column.Levels]);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, IReadOnlyList<string> texts)
    {
        Append(hash, texts.Count);
        foreach (byte[] text in texts.Select(Encoding.UTF8.GetBytes))
        {
            Append(hash, text.Length);
            hash.AppendData(text);
        }
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<double> numbers)
    {
        Append(hash, numbers.Length);
        while (!numbers.IsEmpty)
        {
            // A span of bytes could not hold those of a large data set at once.
            ReadOnlySpan<ulong> piece = MemoryMarshal.Cast<double, ulong>(numbers[..Math.Min(Piece, numbers.Length)]);
            numbers = numbers[piece.Length..];
            if (!BitConverter.IsLittleEndian)
            {
                var swapped = new ulong[piece.Length];
                BinaryPrimitives.ReverseEndianness(piece, swapped);
                piece = swapped;
            }

            hash.AppendData(MemoryMarshal.AsBytes(piece));
        }
    }

    private static void Append(IncrementalHash hash, int length)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
        hash.AppendData(bytes);
    }
}
