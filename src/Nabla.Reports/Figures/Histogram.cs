namespace Nabla.Reports.Figures;

/// <summary>How many numbers fall into each of some stretches of equal width.</summary>
/// <param name="Middles">The middle of each stretch.</param>
/// <param name="Counts">The numbers in it.</param>
internal sealed record Histogram(double[] Middles, int[] Counts)
{
    /// <summary>The number of stretches for so many numbers: twice the cube root (Rice's rule), from 10 to 60.</summary>
    public static int Stretches(int count) => Math.Clamp((int)Math.Ceiling(2 * Math.Cbrt(count)), 10, 60);

    /// <summary>A histogram from the least to the largest number.</summary>
    public static Histogram Of(IReadOnlyList<double> values) => Of(values, values.Min(), values.Max(), Stretches(values.Count));

    /// <summary>A histogram between two ends; numbers outside are left out.</summary>
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
