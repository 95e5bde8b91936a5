using System.Text.Json.Serialization;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>The quantiles of a column at equal steps, for a transformation to a normal distribution.</summary>
/// <remarks>
/// Like scikit-learn's QuantileTransformer with a normal output distribution, with the number of quantiles of Gorishniy et al. (2021): a thirtieth of
/// the rows, 10 to 1,000. Ranks are interpolated linearly between two quantiles; a value that covers several quantiles maps to their middle.
/// </remarks>
public sealed record ColumnQuantiles
{
    private const int RowsOfQuantile = 30, Fewest = 10, Most = 1000;
    private const double Edge = 1e-7; // minimum distance of the probability from 0 and 1, which gives ±5.2

    private readonly double[] values;

    /// <summary>Creates the quantiles of a column.</summary>
    /// <param name="column">The column, from 0.</param>
    /// <param name="values">The values from the minimum to the maximum, two or more.</param>
    /// <exception cref="ArgumentException">The values are not in ascending order, or not finite.</exception>
    public ColumnQuantiles(int column, ValueList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (column < 0 || values.Count < 2 || !values.All(double.IsFinite) || values.Zip(values.Skip(1)).Any(pair => pair.Second < pair.First) || !(values[^1] > values[0]))
            throw new ArgumentException(FormattableString.Invariant($"column {column} with quantiles that do not ascend, expected two or more that do"), nameof(values));
        this.Column = column;
        this.Values = values;
        this.values = [.. values];
    }

    /// <summary>The column, from 0.</summary>
    public int Column { get; }

    /// <summary>The values from the minimum to the maximum.</summary>
    [JsonConverter(typeof(ValueListJsonConverter<double>))]
    public ValueList<double> Values { get; }

    /// <summary>Quantiles of sorted values that are not all equal.</summary>
    internal static ColumnQuantiles Of(int column, ReadOnlySpan<double> sorted)
    {
        var found = new double[Math.Clamp(sorted.Length / RowsOfQuantile, Fewest, Most)];
        for (int i = 0; i < found.Length; i++)
            found[i] = Data.Quantiles.Of(sorted, (double)i / (found.Length - 1));
        return new ColumnQuantiles(column, [.. found]);
    }

    /// <summary>Φ⁻¹ of the fraction of the rows below x, plus half of the rows equal to x.</summary>
    internal double ToNormal(double x)
    {
        if (double.IsNaN(x))
            return x;
        double below = 0.5 * (this.Part(x, ofEquals: 0) + this.Part(x, ofEquals: 1));
        return Elementary.NormalQuantile(Math.Clamp(below, Edge, 1 - Edge));
    }

    /// <inheritdoc/>
    public bool Equals(ColumnQuantiles? other) => other is not null && this.Column == other.Column && this.Values.Equals(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(this.Column, this.Values);

    // The rank of x among the quantiles, from 0 to 1; if several are equal to x, that of the first or the last of them.
    private double Part(double x, int ofEquals)
    {
        int low = 0, high = this.values.Length; // the first quantile above x, or not below it
        while (low < high)
        {
            int middle = (low + high) / 2;
            bool before = ofEquals == 0 ? this.values[middle] < x : this.values[middle] <= x;
            (low, high) = before ? (middle + 1, high) : (low, middle);
        }

        int last = this.values.Length - 1;
        if (ofEquals == 0 && low <= last && this.values[low] == x)
            return (double)low / last;
        if (ofEquals == 1 && low > 0 && this.values[low - 1] == x)
            return (double)(low - 1) / last;
        if (low == 0 || low > last)
            return low == 0 ? 0 : 1;
        (double a, double b) = (this.values[low - 1], this.values[low]);
        return (low - 1 + ((x - a) / (b - a))) / last;
    }
}
