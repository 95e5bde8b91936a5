using Nabla.Numerics;

namespace Nabla.Metrics;

/// <summary>The scores of one label, predicted as present if its probability is above ½.</summary>
/// <param name="Name">The label's name.</param>
/// <param name="Yes">Precision, recall and F1 of the label, and the weight of the rows that have it.</param>
/// <param name="RocArea">The area under the ROC curve; NaN if all rows have the label or none has it.</param>
/// <param name="AveragePrecision">The area under the precision-recall curve; NaN if no row has the label.</param>
public sealed record LabelScores(string Name, ClassScores Yes, double RocArea, double AveragePrecision);

/// <summary>The scores of a multi-label prediction.</summary>
/// <param name="SubsetAccuracy">The fraction of rows with all labels correct.</param>
/// <param name="LabelAccuracy">The fraction of correct labels: 1 − Hamming loss.</param>
/// <param name="LogLoss">The mean of −ln of the probability of the true value, over rows and labels, in nats.</param>
/// <param name="Labels">The scores of each label.</param>
public sealed record LabelReport(double SubsetAccuracy, double LabelAccuracy, double LogLoss, IReadOnlyList<LabelScores> Labels)
{
    /// <summary>The unweighted mean of F1 over the labels.</summary>
    public double MacroF1 => this.Labels.Average(label => label.Yes.F1);

    /// <summary>The unweighted mean of the labels' ROC areas, if defined.</summary>
    public double RocArea => MeanOf(this.Labels.Select(label => label.RocArea));

    /// <summary>The unweighted mean of the labels' average precisions, if defined.</summary>
    public double AveragePrecision => MeanOf(this.Labels.Select(label => label.AveragePrecision));

    /// <summary>Scores probabilities of labels.</summary>
    /// <param name="labels">[examples × labels] 1 for yes and 0 for no.</param>
    /// <param name="probabilities">[examples × labels] The probabilities of 1.</param>
    /// <param name="names">[labels]</param>
    /// <param name="weights">[examples] The weight of each row; empty for weights of 1.</param>
    /// <exception cref="ArgumentException">The sizes differ, there is no label, a probability is not within 0 and 1, or a weight is negative.</exception>
    public static LabelReport Of(
        ReadOnlyMatrixView<double> labels, ReadOnlyMatrixView<double> probabilities, IReadOnlyList<string> names, ReadOnlySpan<double> weights = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count == 0 || labels.Columns != names.Count)
            throw new ArgumentException($"{names.Count} names for {labels.Columns} labels, expected one each and at least 1", nameof(names));
        var predictions = new Matrix<double>(probabilities.Rows, probabilities.Columns);
        for (int row = 0; row < predictions.Rows; row++)
        {
            for (int column = 0; column < predictions.Columns; column++)
                predictions[row, column] = probabilities[row, column] > 0.5 ? 1 : 0;
        }

        double subset = MultiLabelMetrics.SubsetAccuracy(labels, predictions, weights);
        var scores = new LabelScores[names.Count];
        double logLoss = 0;
        for (int k = 0; k < scores.Length; k++)
        {
            int[] truth = Array.ConvertAll(labels.Column(k), value => (int)value);
            int[] predicted = Array.ConvertAll(((ReadOnlyMatrixView<double>)predictions).Column(k), value => (int)value);
            double[] yes = probabilities.Column(k);
            logLoss += ClassificationMetrics.LogLoss(truth, NoAndYes(yes), weights) / scores.Length;
            var precisionRecall = PrecisionRecallCurve.Of(truth, yes, weights: weights);
            scores[k] = new LabelScores(
                names[k],
                ConfusionMatrix.Of(truth, predicted, 2, weights).ByClass[1],
                RocCurve.Of(truth, yes, weights: weights).Area,
                precisionRecall.Positives > 0 ? precisionRecall.AveragePrecision : double.NaN);
        }

        return new LabelReport(subset, 1 - MultiLabelMetrics.HammingLoss(labels, predictions, weights), logLoss, scores);
    }

    private static Matrix<double> NoAndYes(double[] yes)
    {
        var both = new Matrix<double>(yes.Length, 2);
        for (int row = 0; row < yes.Length; row++)
            (both[row, 0], both[row, 1]) = (1 - yes[row], yes[row]);
        return both;
    }

    private static double MeanOf(IEnumerable<double> values) => values.Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average();
}
