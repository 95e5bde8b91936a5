using Nabla.Numerics;

namespace Nabla.Metrics;

/// <summary>How right predicted labels are, where an example has any number of them.</summary>
/// <param name="SubsetAccuracy">The part of the examples of which every label is right.</param>
/// <param name="LabelAccuracy">The part of all labels that are right, 1 − Hamming loss.</param>
/// <param name="ByLabel">[labels] How well the examples that have each label are found.</param>
public sealed record LabelReport(double SubsetAccuracy, double LabelAccuracy, IReadOnlyList<ClassScores> ByLabel)
{
    /// <summary>The mean of the labels' F1.</summary>
    public double MacroF1 => this.ByLabel.Average(label => label.F1);

    /// <summary>Judges predicted labels; each is 0 or 1.</summary>
    /// <param name="labels">[examples × labels] The true labels.</param>
    /// <param name="predictions">[examples × labels]</param>
    /// <param name="weights">[examples] How much each example counts; empty for 1 each.</param>
    /// <exception cref="ArgumentException">The shapes differ, or a weight is negative or not finite.</exception>
    public static LabelReport Of(
        ReadOnlyMatrixView<double> labels, ReadOnlyMatrixView<double> predictions, ReadOnlySpan<double> weights = default)
    {
        double subset = MultiLabelMetrics.SubsetAccuracy(labels, predictions, weights), wrong = MultiLabelMetrics.HammingLoss(labels, predictions, weights);
        var rowWeights = new RowWeights(weights, labels.Rows);
        var byLabel = new ClassScores[labels.Columns];
        for (int label = 0; label < byLabel.Length; label++)
        {
            double found = 0, predicted = 0, support = 0;
            for (int row = 0; row < labels.Rows; row++)
            {
                found += rowWeights[row] * labels[row, label] * predictions[row, label];
                predicted += rowWeights[row] * predictions[row, label];
                support += rowWeights[row] * labels[row, label];
            }

            byLabel[label] = ClassScores.Of(found, predicted, support);
        }

        return new LabelReport(subset, 1 - wrong, byLabel);
    }
}
