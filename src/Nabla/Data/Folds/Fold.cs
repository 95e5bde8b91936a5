namespace Nabla.Data;

/// <summary>One split into training and test rows. The rows of each part are in ascending order.</summary>
/// <param name="Training">The training rows.</param>
/// <param name="Test">The test rows.</param>
public sealed record Fold(int[] Training, int[] Test)
{
    /// <summary>Splits a data set into the two parts.</summary>
    /// <exception cref="ArgumentException">A part is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The data set has fewer rows.</exception>
    public (Dataset Training, Dataset Test) Apply(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return (dataset.SelectRows(this.Training), dataset.SelectRows(this.Test));
    }
}
