namespace Nabla.Data;

/// <summary>Quantiles, interpolated linearly between the two nearest values (NumPy's default; Hyndman and Fan's type 7).</summary>
internal static class Quantiles
{
    /// <summary>The ranks, from 0, of the two values around a quantile, and the fraction of the distance between them.</summary>
    public static (int Below, int Above, double Part) Place(double q, int count)
    {
        double position = q * (count - 1);
        int below = (int)position;
        return (below, Math.Min(below + 1, count - 1), position - below);
    }

    /// <summary>The quantile of sorted values.</summary>
    public static double Of(ReadOnlySpan<double> sorted, double q)
    {
        (int below, int above, double part) = Place(q, sorted.Length);
        return Between(sorted[below], sorted[above], part);
    }

    /// <summary>Interpolates between two values by a given fraction.</summary>
    public static double Between(double below, double above, double part)
    {
        double step = above - below;
        return part < 0.5 ? below + (step * part) : above - (step * (1 - part));
    }
}
