namespace Nabla.Data;

/// <summary>
/// Mean and population standard deviation by the corrected two-pass algorithm (Chan, Golub, LeVeque: <i>Algorithms for computing the sample variance:
/// analysis and recommendations</i>, 1983, eq. 1.7). The values are passed twice, in the same order, and need not be stored.
/// </summary>
internal struct MeanAndDeviation
{
    private CompensatedSum sum;
    private CompensatedSum squares;
    private double mean;
    private double unit;

    /// <summary>Adds a value in the first pass.</summary>
    public void Add(double value) => this.sum.Add(value);

    /// <summary>Adds a value in the second pass, after <see cref="EndFirst"/>.</summary>
    public void AddDeviation(double value)
    {
        double deviation = (value - this.mean) / this.unit;
        this.sum.Add(deviation);
        this.squares.AddSquare(deviation);
    }

    /// <summary>
    /// Ends the first pass. Deviations are divided by a power of two near the largest one, so that their squares neither overflow nor underflow;
    /// this rounds nothing.
    /// </summary>
    /// <param name="count">The number of values.</param>
    /// <param name="least">The smallest value.</param>
    /// <param name="greatest">The largest value.</param>
    public void EndFirst(int count, double least, double greatest)
    {
        this.mean = this.sum.Total / count;
        this.sum = default;
        this.unit = Math.ScaleB(1, Math.ILogB(Math.Max(Math.Abs(least - this.mean), Math.Abs(greatest - this.mean))));
    }

    /// <summary>Ends the second pass.</summary>
    public readonly (double Mean, double Deviation) End(int count)
    {
        double correction = this.sum.Total / count;
        double variance = (this.squares.Total / count) - (correction * correction);
        return (this.mean + (correction * this.unit), Math.Sqrt(variance) * this.unit);
    }
}
