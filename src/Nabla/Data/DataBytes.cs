using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Nabla.Data;

/// <summary>Converts numbers to bytes for hashing, little-endian on any machine.</summary>
internal static class DataBytes
{
    private const int Piece = 1 << 20, LabelsAtOnce = 256;

    /// <summary>Adds numbers to a hash.</summary>
    public static void Append(this IncrementalHash hash, ReadOnlySpan<double> numbers)
    {
        while (!numbers.IsEmpty)
        {
            // A large data set has too many bytes for one span.
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

    /// <summary>Adds classes to a hash, as doubles.</summary>
    public static void Append(this IncrementalHash hash, ReadOnlySpan<int> labels)
    {
        Span<double> numbers = stackalloc double[LabelsAtOnce];
        while (!labels.IsEmpty)
        {
            Span<double> some = numbers[..Math.Min(LabelsAtOnce, labels.Length)];
            TensorPrimitives.ConvertTruncating(labels[..some.Length], some);
            hash.Append(some);
            labels = labels[some.Length..];
        }
    }
}
