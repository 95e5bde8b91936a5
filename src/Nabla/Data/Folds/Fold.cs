namespace Nabla.Data;

/// <summary>One split into training and test rows. The rows of each part ascend.</summary>
/// <param name="Training">Rows to learn from.</param>
/// <param name="Test">Rows to judge by.</param>
public sealed record Fold(int[] Training, int[] Test)
{
    /// <summary>The two parts as data sets.</summary>
    /// <exception cref="ArgumentException">A part has no row.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The data set has not as many rows.</exception>
    public (Dataset Training, Dataset Test) Apply(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return (dataset.SelectRows(this.Training), dataset.SelectRows(this.Test));
    }
}
