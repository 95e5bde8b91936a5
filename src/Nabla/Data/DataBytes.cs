using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Nabla.Data;

/// <summary>Converts numbers to bytes for hashing, little-endian on any machine.</summary>
internal static class DataBytes
{
    private const int Piece = 1 << 20;

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
}
