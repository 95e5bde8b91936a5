using Nabla.Numerics;

namespace Nabla.Metrics;

/// <summary>What a model of labels must beat: of each label what is more frequent, yes or no, for every row.</summary>
/// <param name="Frequencies">[labels] The part of the training rows that have each label.</param>
public sealed record FrequentLabels(IReadOnlyList<double> Frequencies)
{
    /// <summary>The baseline that training labels give.</summary>
    /// <param name="labels">[examples × labels] 0 or 1.</param>
    /// <param name="weights">[examples] How much each row counts; empty for 1 each.</param>
    /// <exception cref="ArgumentException">No row counts, a label is not finite, or a weight negative or not finite.</exception>
    public static FrequentLabels Of(ReadOnlyMatrixView<double> labels, ReadOnlySpan<double> weights = default) => new(MeanBaseline.Of(labels, weights).Means);

    /// <summary>[rows × labels] 1 where more than half of the training rows have the label, for each row.</summary>
    public Matrix<double> Predict(int rows) => RowsAndColumns.RepeatRow([.. this.Frequencies.Select(part => part > 0.5 ? 1.0 : 0)], rows);
}
