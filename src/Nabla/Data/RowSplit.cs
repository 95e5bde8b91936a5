namespace Nabla.Data;

/// <summary>Which rows belong to which part; every row is in exactly one, and each part's rows ascend.</summary>
/// <param name="Train">Rows to train on.</param>
/// <param name="Validation">Rows that say when to stop; may be empty.</param>
/// <param name="Test">Rows that training never sees; may be empty.</param>
public sealed record RowSplit(int[] Train, int[] Validation, int[] Test)
{
    /// <summary>The parts as data sets, null where a part is empty.</summary>
    /// <exception cref="ArgumentException">There is no row to train on.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The data set has not as many rows.</exception>
    public DataParts Apply(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return new DataParts(
            dataset.SelectRows(this.Train),
            this.Validation.Length == 0 ? null : dataset.SelectRows(this.Validation),
            this.Test.Length == 0 ? null : dataset.SelectRows(this.Test));
    }
}
