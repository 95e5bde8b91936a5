namespace Nabla.Reports.Blocks;

/// <summary>Converts numbers to the bytes of pixels.</summary>
internal static class Pixels
{
    /// <summary>0 for the value of paper, 255 for the value of ink.</summary>
    public static byte[] Ink(ReadOnlySpan<double> values, (double Paper, double Ink) range)
        => Bytes(values, value => 255 * (value - range.Paper) / (range.Ink - range.Paper));

    /// <summary>1 to 255, with 128 for 0 and the ends for ± the largest magnitude.</summary>
    public static byte[] Diverging(ReadOnlySpan<double> values, double largest)
        => Bytes(values, value => 128 + (largest == 0 ? 0 : 127 * value / largest));

    private static byte[] Bytes(ReadOnlySpan<double> values, Func<double, double> pixel)
    {
        var bytes = new byte[values.Length];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)Math.Clamp(Math.Round(pixel(values[i])), 0, 255);
        return bytes;
    }
}
