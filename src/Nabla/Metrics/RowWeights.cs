using System.Globalization;

namespace Nabla.Metrics;

/// <summary>The weights of rows: the given ones, or 1 for each row.</summary>
internal readonly ref struct RowWeights
{
    private readonly ReadOnlySpan<double> values;

    public RowWeights(ReadOnlySpan<double> values, int rows)
    {
        if (!values.IsEmpty && values.Length != rows)
            throw new ArgumentException($"{values.Length} weights for {rows} rows, expected one each or none", nameof(values));
        this.values = values;
        for (int row = 0; row < rows; row++)
        {
            double weight = this[row];
            if (!double.IsFinite(weight) || weight < 0)
            {
                string found = weight.ToString(CultureInfo.InvariantCulture);
                throw new ArgumentException($"row {row}: weight {found}, expected a finite number of at least 0", nameof(values));
            }

            this.Total += weight;
            this.Counted += weight > 0 ? 1 : 0;
        }
    }

    /// <summary>The sum of all weights.</summary>
    public double Total { get; }

    /// <summary>The number of rows with a positive weight.</summary>
    public int Counted { get; }

    public double this[int row] => this.values.IsEmpty ? 1 : this.values[row];

    /// <summary>Σ wᵢxᵢ / Σ wᵢ; NaN if the total weight is 0.</summary>
    public double Mean(ReadOnlySpan<double> x)
    {
        // The second pass removes the rounding error of the first, so that the mean of a constant is exact.
        double mean = this.MeanOfDifferences(x, 0);
        return mean + this.MeanOfDifferences(x, mean);
    }

    /// <summary>Σ wᵢ(xᵢ − x̄)² / Σ wᵢ: exactly 0 for a constant, NaN if the total weight is 0.</summary>
    public double Variance(ReadOnlySpan<double> x)
    {
        double mean = this.Mean(x);
        double sum = 0;
        for (int row = 0; row < x.Length; row++)
            sum += this[row] * ((x[row] - mean) * (x[row] - mean));
        return sum / this.Total;
    }

    private double MeanOfDifferences(ReadOnlySpan<double> x, double origin)
    {
        double sum = 0;
        for (int row = 0; row < x.Length; row++)
            sum += this[row] * (x[row] - origin);
        return sum / this.Total;
    }
}
