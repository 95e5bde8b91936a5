namespace Nabla.Csv;

/// <summary>Reads the usual decimal numbers: digits, perhaps with a minus before them and a point among them.</summary>
internal static class Decimals
{
    private const int MostDigits = 15;

    private static readonly double[] PowersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>
    /// Reads a number of at most 15 digits. These and a power of ten are doubles as they are, so that one division rounds correctly
    /// (Clinger: <i>How to read floating point numbers accurately</i>, 1990, section 4).
    /// </summary>
    /// <returns>Whether the text is one; other texts may be numbers all the same.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        bool negative = !text.IsEmpty && text[0] == '-';
        if (negative)
            text = text[1..];
        if (text.IsEmpty || text.Length > MostDigits + 1)
            return false;
        long digits = 0;
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

        int count = text.Length - (point < 0 ? 0 : 1);
        if (count is 0 or > MostDigits)
            return false;
        value = point < 0 ? digits : digits / PowersOfTen[text.Length - 1 - point];
        if (negative)
            value = -value;
        return true;
    }
}
