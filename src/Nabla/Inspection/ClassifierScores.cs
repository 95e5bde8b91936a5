using Nabla.Metrics;
using Nabla.Numerics;

namespace Nabla.Inspection;

/// <summary>All scores of predicted classes and probabilities, of a model or a baseline.</summary>
/// <param name="Confusion">The confusion matrix.</param>
/// <param name="LogLoss">The mean of −ln p of the true class, in nats.</param>
/// <param name="BrierScore">The mean squared difference between probabilities and true classes.</param>
/// <param name="RocArea">The mean area under the ROC curves of each class against the rest; NaN if there is only one class.</param>
/// <param name="AveragePrecision">The mean average precision of each class against the rest.</param>
/// <param name="TopK">The fraction of rows whose class is among the k most probable, for k = 2, 3 and 5 if there are more than k classes.</param>
/// <param name="Calibration">The calibration curve of the predicted class's probability, in ten bins.</param>
public sealed record ClassifierScores(
    ConfusionMatrix Confusion,
    double LogLoss,
    double BrierScore,
    double RocArea,
    double AveragePrecision,
    IReadOnlyList<(int K, double Accuracy)> TopK,
    CalibrationCurve Calibration)
{
    private static readonly int[] Tries = [2, 3, 5];

    /// <summary>The fraction of correctly predicted rows.</summary>
    public double Accuracy => this.Confusion.Accuracy;

    /// <summary>The expected calibration error (<see cref="CalibrationCurve.ExpectedError"/>).</summary>
    public double CalibrationError => this.Calibration.ExpectedError;

    /// <summary>Scores predictions.</summary>
    /// <param name="labels">[examples] The true classes, from 0 on.</param>
    /// <param name="predictions">[examples] The predicted classes.</param>
    /// <param name="probabilities">[examples × classes]</param>
    /// <param name="weights">[examples] The weight of each row; empty for weights of 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a class is out of range, or a probability is not within 0 and 1.</exception>
    public static ClassifierScores Of(
        ReadOnlySpan<int> labels, ReadOnlySpan<int> predictions, ReadOnlyMatrixView<double> probabilities, ReadOnlySpan<double> weights = default)
    {
        int classes = probabilities.Columns;
        var confusion = ConfusionMatrix.Of(labels, predictions, classes, weights);
        var topK = new List<(int K, double Accuracy)>();
        foreach (int k in Tries)
        {
            if (k < classes)
                topK.Add((k, ClassificationMetrics.TopKAccuracy(labels, probabilities, k, weights)));
        }

        var right = new int[labels.Length];
        var confidence = new double[labels.Length];
        for (int row = 0; row < right.Length; row++)
        {
            right[row] = predictions[row] == labels[row] ? 1 : 0;
            confidence[row] = probabilities[row, predictions[row]];
        }

        return new ClassifierScores(
            confusion,
            ClassificationMetrics.LogLoss(labels, probabilities, weights),
            ClassificationMetrics.BrierScore(labels, probabilities, weights),
            RocCurve.MeanArea(RocCurve.OneVersusRest(labels, probabilities, weights), Averaging.Macro),
            PrecisionRecallCurve.MeanAveragePrecision(PrecisionRecallCurve.OneVersusRest(labels, probabilities, weights), Averaging.Macro),
            topK,
            CalibrationCurve.Of(right, confidence, weights: weights));
    }
}
