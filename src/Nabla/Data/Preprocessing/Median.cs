namespace Nabla.Data;

/// <summary>The median of a set of numbers, in linear time.</summary>
internal static class Median
{
    /// <summary>The middle value, or the mean of the two middle ones. The numbers are reordered; there is at least one, and none is NaN.</summary>
    public static double Of(Span<double> values)
    {
        int middle = values.Length / 2;
        double upper = Select(values, middle);
        if (values.Length % 2 == 1)
            return upper;
        double lower = double.NegativeInfinity;
        foreach (double value in values[..middle])
            lower = Math.Max(lower, value);
        return Between(lower, upper);
    }

    /// <summary>The mean of the two middle values, without overflow.</summary>
    public static double Between(double lower, double upper) => (lower * 0.5) + (upper * 0.5);

    /// <summary>
    /// Moves the k-th smallest number to position k, with none larger before it and none smaller after it (Hoare: <i>Algorithm 65: find</i>, 1961,
    /// with the median of three as pivot).
    /// </summary>
    public static double Select(Span<double> values, int k)
    {
        int low = 0, high = values.Length - 1;

        // Orders that are bad for the median of three are sorted after this number of rounds.
        for (int rounds = 0; low < high; rounds++)
        {
            if (rounds > 100)
            {
                values[low..(high + 1)].Sort();
                break;
            }

            double a = values[low], b = values[low + ((high - low) / 2)], c = values[high];
            double pivot = Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
            (int i, int j) = Partition(values, low, high, pivot);
            if (k <= j)
                high = j;
            else if (k >= i)
                low = i;
            else
                break;
        }

        return values[k];
    }

    private static (int AboveFrom, int BelowTo) Partition(Span<double> values, int low, int high, double pivot)
    {
        int i = low, j = high;
        while (i <= j)
        {
            while (values[i] < pivot)
                i++;
            while (values[j] > pivot)
                j--;
            if (i <= j)
            {
                (values[i], values[j]) = (values[j], values[i]);
                i++;
                j--;
            }
        }

        return (i, j);
    }
}
