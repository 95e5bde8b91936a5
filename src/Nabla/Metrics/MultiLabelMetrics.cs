using Nabla.Numerics;

namespace Nabla.Metrics;

/// <summary>Metrics of multi-label predictions; each label is 0 or 1.</summary>
public static class MultiLabelMetrics
{
    /// <summary>The fraction of examples with all labels correct.</summary>
    /// <param name="labels">[examples × labels] The true labels.</param>
    /// <param name="predictions">[examples × labels]</param>
    /// <param name="weights">The weight of each example; empty for weights of 1.</param>
    /// <returns>NaN if the total weight is 0.</returns>
    /// <exception cref="ArgumentException">The shapes differ, or a weight is not finite or below 0.</exception>
    public static double SubsetAccuracy(
        ReadOnlyMatrixView<double> labels, ReadOnlyMatrixView<double> predictions, ReadOnlySpan<double> weights = default)
        => new RowWeights(weights, labels.Rows).Mean(Wrong(labels, predictions, wrong => wrong == 0 ? 1 : 0));

    /// <summary>The fraction of wrong labels.</summary>
    /// <inheritdoc cref="SubsetAccuracy"/>
    public static double HammingLoss(
        ReadOnlyMatrixView<double> labels, ReadOnlyMatrixView<double> predictions, ReadOnlySpan<double> weights = default)
    {
        int columns = labels.Columns;
        return new RowWeights(weights, labels.Rows).Mean(Wrong(labels, predictions, wrong => (double)wrong / columns));
    }

    private static double[] Wrong(ReadOnlyMatrixView<double> labels, ReadOnlyMatrixView<double> predictions, Func<int, double> score)
    {
        if (labels.Rows != predictions.Rows || labels.Columns != predictions.Columns)
            throw new ArgumentException($"predictions [{predictions.Rows} × {predictions.Columns}] for labels [{labels.Rows} × {labels.Columns}]", nameof(predictions));
        var scores = new double[labels.Rows];
        for (int row = 0; row < scores.Length; row++)
        {
            int wrong = 0;
            for (int column = 0; column < labels.Columns; column++)
                wrong += labels[row, column] == predictions[row, column] ? 0 : 1;
            scores[row] = score(wrong);
        }

        return scores;
    }
}
