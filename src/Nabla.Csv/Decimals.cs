using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Csv;

/// <summary>Fast reader of common decimal numbers: digits with an optional minus sign and an optional decimal point.</summary>
internal static class Decimals
{
    private const int MostDigits = 15;

    private const ulong Ones = 0x0101010101010101, Zeros = '0' * Ones, Points = '.' * Ones, HighHalves = 0xf0 * Ones;

    private static readonly double[] PowersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>
    /// Reads a number of at most 15 digits. Such integers and the powers of ten are exact doubles, so that one division rounds correctly (Clinger:
    /// <i>How to read floating point numbers accurately</i>, 1990, section 4).
    /// </summary>
    /// <returns>Whether the text has this form; other texts may still be numbers.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        if (text.IsEmpty)
            return false;

        // Branch-free: signs cannot be predicted.
        int minus = Unsafe.BitCast<bool, byte>(text[0] == '-');
        text = text[minus..];
        bool read = text.Length is >= sizeof(uint) and <= sizeof(ulong) ? TryReadWord(text, out long digits, out int decimals) : TryReadDigits(text, out digits, out decimals);
        if (!read)
            return false;
        value = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(digits / PowersOfTen[decimals]) | ((long)minus << 63));
        return true;
    }

    /// <summary>Reads digits with at most one point, character by character.</summary>
    internal static bool TryReadDigits(ReadOnlySpan<byte> text, out long digits, out int decimals)
    {
        (digits, decimals) = (0, 0);
        if (text.Length > MostDigits + 1)
            return false;
        int point = -1;
        for (int i = 0; i < text.Length; i++)
        {
            uint digit = (uint)text[i] - '0';
            if (digit <= 9)
                digits = (10 * digits) + digit;
            else if (text[i] == '.' && point < 0)
                point = i;
            else
                return false;
        }

        decimals = point < 0 ? 0 : text.Length - 1 - point;
        return text.Length - (point < 0 ? 0 : 1) is > 0 and <= MostDigits;
    }

    /// <summary>The same for 4 to 8 characters, as the bytes of one word.</summary>
    internal static bool TryReadWord(ReadOnlySpan<byte> text, out long digits, out int decimals)
    {
        // The first character is in the lowest byte; a shorter text is padded with zeros before it.
        ulong first = BinaryPrimitives.ReadUInt32LittleEndian(text), last = BinaryPrimitives.ReadUInt32LittleEndian(text[^sizeof(uint)..]);
        int before = 8 * (sizeof(ulong) - text.Length);
        ulong word = ((first | (last << (32 - before))) << before) | (Zeros & ~(ulong.MaxValue << before));

        // The highest bit of the lowest byte that is a point (Warren: Hacker's Delight, 6-1); the bytes below it are shifted by one to close the gap.
        ulong others = word ^ Points, point = (others - Ones) & ~others & (Ones << 7);
        decimals = 0;
        if (point != 0)
        {
            int place = BitOperations.TrailingZeroCount(point) & ~7;
            decimals = 7 - (place >> 3);
            ulong below = (1UL << place) - 1;
            word = ((word & below) << 8) | (word & ~((below << 8) | 0xff)) | '0';
        }

        // Combines pairs of digits, then pairs of pairs, and so on.
        bool areDigits = ((word & HighHalves) | (((word + (6 * Ones)) & HighHalves) >> 4)) == 0x3333333333333333;
        word = (word & ~HighHalves) * ((10 << 8) + 1) >> 8;
        word = (word & 0x00ff00ff00ff00ff) * ((100 << 16) + 1) >> 16;
        digits = (long)((word & 0x0000ffff0000ffff) * ((10_000UL << 32) + 1) >> 32);
        return areDigits;
    }
}
