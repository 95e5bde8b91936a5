namespace Nabla.Data;

/// <summary>The rows of each part; every row is in exactly one part, and each part's rows are in ascending order.</summary>
/// <param name="Train">The training rows.</param>
/// <param name="Validation">The validation rows, for early stopping; may be empty.</param>
/// <param name="Test">The test rows, never used for training; may be empty.</param>
public sealed record RowSplit(int[] Train, int[] Validation, int[] Test)
{
    /// <summary>Creates the parts as data sets, null for an empty part.</summary>
    /// <exception cref="ArgumentException">There are no training rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The data set has fewer rows.</exception>
    public DataParts Apply(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return new DataParts(
            dataset.SelectRows(this.Train),
            this.Validation.Length == 0 ? null : dataset.SelectRows(this.Validation),
            this.Test.Length == 0 ? null : dataset.SelectRows(this.Test));
    }
}
