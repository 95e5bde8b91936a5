namespace Nabla.Reports.Figures;

/// <summary>How many numbers fall into each of some stretches of equal width.</summary>
/// <param name="Middles">The middle of each stretch.</param>
/// <param name="Counts">The numbers in it.</param>
internal sealed record Histogram(double[] Middles, int[] Counts)
{
    /// <summary>A histogram with about twice the cube root of n stretches (Rice's rule), 10 to 60.</summary>
    public static Histogram Of(IReadOnlyList<double> values)
        => Of(values, values.Min(), values.Max(), Math.Clamp((int)Math.Ceiling(2 * Math.Cbrt(values.Count)), 10, 60));

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
