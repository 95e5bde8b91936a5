namespace Nabla.Data;

/// <summary>
/// Mean and population standard deviation by the corrected two-pass algorithm
/// (Chan, Golub, LeVeque: <i>Algorithms for computing the sample variance: analysis and recommendations</i>, 1983, eq. 1.7).
/// The values come three times, always in the same order, and need not be kept.
/// </summary>
internal struct MeanAndDeviation
{
    private CompensatedSum sum;
    private CompensatedSum squares;
    private double mean;
    private double largest;
    private double unit;

    /// <summary>Takes a value for the first time.</summary>
    public void Add(double value) => this.sum.Add(value);

    /// <summary>Takes a value for the second time, after <see cref="EndFirst"/>.</summary>
    public void Widen(double value) => this.largest = Math.Max(this.largest, Math.Abs(value - this.mean));

    /// <summary>Takes a value for the third time, after <see cref="EndSecond"/>.</summary>
    public void AddDeviation(double value)
    {
        double deviation = (value - this.mean) / this.unit;
        this.sum.Add(deviation);
        this.squares.AddSquare(deviation);
    }

    /// <summary>All values came once.</summary>
    public void EndFirst(int count)
    {
        this.mean = this.sum.Total / count;
        this.sum = default;
    }

    /// <summary>All values came twice. A power of two near the largest deviation keeps the squares from overflow and underflow, and rounds nothing.</summary>
    public void EndSecond() => this.unit = Math.ScaleB(1, Math.ILogB(this.largest));

    /// <summary>All values came three times.</summary>
    public readonly (double Mean, double Deviation) End(int count)
    {
        double correction = this.sum.Total / count;
        double variance = (this.squares.Total / count) - (correction * correction);
        return (this.mean + (correction * this.unit), Math.Sqrt(variance) * this.unit);
    }
}
