namespace Nabla.Reports.Figures;

/// <summary>The counts of numbers in bins of equal width.</summary>
/// <param name="Middles">The centre of each bin.</param>
/// <param name="Counts">The counts.</param>
internal sealed record Histogram(double[] Middles, int[] Counts)
{
    /// <summary>The number of bins for a count of numbers: twice the cube root (Rice's rule), from 10 to 60.</summary>
    public static int Stretches(int count) => Math.Clamp((int)Math.Ceiling(2 * Math.Cbrt(count)), 10, 60);

    /// <summary>A histogram from minimum to maximum.</summary>
    public static Histogram Of(IReadOnlyList<double> values) => Of(values, values.Min(), values.Max(), Stretches(values.Count));

    /// <summary>A histogram between two limits; numbers outside are omitted.</summary>
    public static Histogram Of(IReadOnlyList<double> values, double least, double largest, int stretches)
    {
        if (largest <= least)
            (least, largest) = (least - 0.5, least + 0.5);
        double width = (largest - least) / stretches;
        var counts = new int[stretches];
        foreach (double value in values)
        {
            if (value >= least && value <= largest)
                counts[Math.Min(stretches - 1, (int)((value - least) / width))]++;
        }

        return new Histogram([.. Enumerable.Range(0, stretches).Select(i => least + ((i + 0.5) * width))], counts);
    }
}
