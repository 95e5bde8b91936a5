using Nabla.Metrics;
using Nabla.Numerics;

namespace Nabla.Inspection;

/// <summary>Every score of predicted classes and probabilities, model or baseline.</summary>
/// <param name="Confusion">Which classes were taken for which.</param>
/// <param name="LogLoss">The mean of −ln p of the true class, in nats.</param>
/// <param name="BrierScore">The mean squared distance of probabilities and truth.</param>
/// <param name="RocArea">The mean area below the ROC curves of each class against the rest; NaN where there is only one class.</param>
/// <param name="AveragePrecision">The mean average precision of each class against the rest.</param>
/// <param name="TopK">The part of the rows whose class is among the k most probable, for k = 2, 3 and 5 as far as there are more classes.</param>
/// <param name="Calibration">How often predictions of a probability come true, in ten bins: the predicted class, at its probability.</param>
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

    /// <summary>The part of the rows predicted rightly.</summary>
    public double Accuracy => this.Confusion.Accuracy;

    /// <summary>The expected calibration error, as <see cref="CalibrationCurve.ExpectedError"/> gives it.</summary>
    public double CalibrationError => this.Calibration.ExpectedError;

    /// <summary>Scores predictions.</summary>
    /// <param name="labels">[examples] The true classes, from 0 on.</param>
    /// <param name="predictions">[examples] The predicted classes.</param>
    /// <param name="probabilities">[examples × classes]</param>
    /// <param name="weights">[examples] How much each row counts; empty for 1 each.</param>
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
