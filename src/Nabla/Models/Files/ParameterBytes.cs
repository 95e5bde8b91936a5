using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Nabla.Models;

/// <summary>Converts parameters to little-endian bytes and back.</summary>
internal static class ParameterBytes
{
    public static byte[] From<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        byte[] bytes = MemoryMarshal.AsBytes(values).ToArray();
        SwapOnBigEndian<T>(bytes);
        return bytes;
    }

    public static void Read<T>(Stream stream, Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<byte> target = MemoryMarshal.AsBytes(values);
        stream.ReadExactly(target);
        SwapOnBigEndian<T>(target);
    }

    private static void SwapOnBigEndian<T>(Span<byte> bytes)
        where T : unmanaged
    {
        if (BitConverter.IsLittleEndian)
            return;
        if (typeof(T) == typeof(double))
        {
            Span<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
            BinaryPrimitives.ReverseEndianness(words, words);
        }
        else
        {
            Span<uint> words = MemoryMarshal.Cast<byte, uint>(bytes);
            BinaryPrimitives.ReverseEndianness(words, words);
        }
    }
}
