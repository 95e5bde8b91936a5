namespace Nabla.Metrics;

/// <summary>The order of rows by a value.</summary>
internal static class Ascending
{
    /// <summary>The row numbers by ascending value; rows of equal value keep their order.</summary>
    public static int[] Order(ReadOnlySpan<double> values)
    {
        double[] copy = values.ToArray();
        int[] rows = [.. Enumerable.Range(0, copy.Length)];
        Array.Sort(rows, (i, j) => copy[i].CompareTo(copy[j]) is not 0 and int order ? order : i.CompareTo(j));
        return rows;
    }
}
