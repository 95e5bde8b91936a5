using Nabla.Numerics;

namespace Nabla.Metrics;

/// <summary>The baseline of a regression: predicts the targets' means for every row.</summary>
/// <param name="Means">[targets] The mean of each target over the training rows.</param>
public sealed record MeanBaseline(IReadOnlyList<double> Means)
{
    /// <summary>Creates the baseline from training targets.</summary>
    /// <param name="targets">[examples × targets]</param>
    /// <param name="weights">[examples] The weight of each row; empty for weights of 1.</param>
    /// <exception cref="ArgumentException">The total weight is 0, a target is not finite, or a weight is negative or not finite.</exception>
    public static MeanBaseline Of(ReadOnlyMatrixView<double> targets, ReadOnlySpan<double> weights = default)
    {
        Require.Finite(targets, "target");
        var rowWeights = new RowWeights(weights, targets.Rows);
        Require.SomeRow(rowWeights);
        var means = new double[targets.Columns];
        for (int k = 0; k < means.Length; k++)
            means[k] = rowWeights.Mean(targets.Column(k));
        return new MeanBaseline(means);
    }

    /// <summary>[rows × targets] The means, for each row.</summary>
    public Matrix<double> Predict(int rows) => RowsAndColumns.RepeatRow(this.Means, rows);
}
