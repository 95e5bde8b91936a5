namespace Nabla.Data;

/// <summary>
/// Mean and population standard deviation by the corrected two-pass algorithm (Chan, Golub, LeVeque: <i>Algorithms for computing the sample variance:
/// analysis and recommendations</i>, 1983, eq. 1.7). The values are passed three times, always in the same order, and need not be stored.
/// </summary>
internal struct MeanAndDeviation
{
    private CompensatedSum sum;
    private CompensatedSum squares;
    private double mean;
    private double largest;
    private double unit;

    /// <summary>Adds a value in the first pass.</summary>
    public void Add(double value) => this.sum.Add(value);

    /// <summary>Adds a value in the second pass, after <see cref="EndFirst"/>.</summary>
    public void Widen(double value) => this.largest = Math.Max(this.largest, Math.Abs(value - this.mean));

    /// <summary>Adds a value in the third pass, after <see cref="EndSecond"/>.</summary>
    public void AddDeviation(double value)
    {
        double deviation = (value - this.mean) / this.unit;
        this.sum.Add(deviation);
        this.squares.AddSquare(deviation);
    }

    /// <summary>Ends the first pass.</summary>
    public void EndFirst(int count)
    {
        this.mean = this.sum.Total / count;
        this.sum = default;
    }

    /// <summary>
    /// Ends the second pass. The values are scaled by a power of two near the largest deviation, so that the squares neither overflow nor underflow;
    /// this rounds nothing.
    /// </summary>
    public void EndSecond() => this.unit = Math.ScaleB(1, Math.ILogB(this.largest));

    /// <summary>Ends the third pass.</summary>
    public readonly (double Mean, double Deviation) End(int count)
    {
        double correction = this.sum.Total / count;
        double variance = (this.squares.Total / count) - (correction * correction);
        return (this.mean + (correction * this.unit), Math.Sqrt(variance) * this.unit);
    }
}
