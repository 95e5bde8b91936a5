using Nabla.Numerics;

namespace Nabla.Metrics;

/// <summary>
/// Counts of the predicted classes for each true class, and the scores derived from them. Rows of weight 0 are ignored. A class that occurs in
/// neither labels nor predictions is excluded from the averages, as in scikit-learn.
/// </summary>
public sealed class ConfusionMatrix
{
    private readonly Matrix<double> counts;
    private readonly double[] actual;
    private readonly double[] predicted;

    private ConfusionMatrix(Matrix<double> counts)
    {
        this.counts = counts;
        this.actual = new double[counts.Rows];
        this.predicted = new double[counts.Rows];
        for (int i = 0; i < counts.Rows; i++)
        {
            for (int j = 0; j < counts.Rows; j++)
            {
                this.actual[i] += counts[i, j];
                this.predicted[j] += counts[i, j];
                this.Total += counts[i, j];
            }

            this.Correct += counts[i, i];
        }

        this.ByClass = [.. Enumerable.Range(0, counts.Rows).Select(k => ClassScores.Of(counts[k, k], this.predicted[k], this.actual[k]))];
    }

    /// <summary>The number of classes.</summary>
    public int Classes => this.counts.Rows;

    /// <summary>[classes × classes] The total weight of the rows with a true class (row) and a predicted class (column).</summary>
    public ReadOnlyMatrixView<double> Counts => this.counts;

    /// <summary>The total weight of all rows.</summary>
    public double Total { get; }

    /// <summary>The total weight of the correctly predicted rows.</summary>
    public double Correct { get; }

    /// <summary>The fraction of correctly predicted rows; NaN if the total weight is 0.</summary>
    public double Accuracy => this.Correct / this.Total;

    /// <summary>The scores of each class.</summary>
    public IReadOnlyList<ClassScores> ByClass { get; }

    /// <summary>The unweighted mean of the scores over the classes that occur; 0 without any.</summary>
    public ClassScores Macro => this.Average(k => this.actual[k] + this.predicted[k] > 0 ? 1 : 0);

    /// <summary>The mean of the scores weighted by each class's support; 0 if the total weight is 0.</summary>
    public ClassScores Weighted => this.Average(k => this.actual[k]);

    /// <summary>The scores of all decisions together. Each equals the accuracy, but is 0 if the total weight is 0.</summary>
    public ClassScores Micro => ClassScores.Of(this.Correct, this.Total, this.Total);

    /// <summary>
    /// Cohen's κ: the agreement beyond chance, (pₒ − pₑ) / (1 − pₑ). NaN if chance agreement is 1, as when labels and predictions are all the same
    /// class, or if the total weight is 0.
    /// </summary>
    /// <remarks>J. Cohen, A coefficient of agreement for nominal scales, 1960.</remarks>
    public double CohensKappa
    {
        get
        {
            double chance = 0;
            for (int k = 0; k < this.Classes; k++)
                chance += this.actual[k] * (this.Total - this.predicted[k]);
            return 1 - ((this.Total - this.Correct) * this.Total / chance);
        }
    }

    /// <summary>
    /// The Matthews correlation of labels and predictions, for any number of classes (the coefficient R_K): 1 is perfect, 0 no better than chance. 0
    /// if either is constant or the total weight is 0.
    /// </summary>
    /// <remarks>J. Gorodkin, Comparing two K-category assignments by a K-category correlation coefficient, 2004.</remarks>
    public double MatthewsCorrelation
    {
        get
        {
            double covariance = this.Correct * this.Total, actualVariance = 0, predictedVariance = 0;
            for (int k = 0; k < this.Classes; k++)
            {
                covariance -= this.actual[k] * this.predicted[k];
                actualVariance += this.actual[k] * (this.Total - this.actual[k]);
                predictedVariance += this.predicted[k] * (this.Total - this.predicted[k]);
            }

            double scale = Math.Sqrt(actualVariance) * Math.Sqrt(predictedVariance);
            return scale == 0 ? 0 : covariance / scale;
        }
    }

    /// <summary>Creates the matrix of predictions and true labels.</summary>
    /// <param name="labels">[examples] The true classes, from 0 on.</param>
    /// <param name="predictions">[examples] The predicted classes.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="weights">[examples] The weight of each row; empty for weights of 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a class is out of range, or a weight is negative or not finite.</exception>
    public static ConfusionMatrix Of(
        ReadOnlySpan<int> labels, ReadOnlySpan<int> predictions, int classes, ReadOnlySpan<double> weights = default)
    {
        Require.SameRows(labels.Length, predictions.Length);
        Require.Labels(labels, classes, "label");
        Require.Labels(predictions, classes, "prediction");
        var rowWeights = new RowWeights(weights, labels.Length);
        var sums = new Matrix<double>(classes, classes);
        for (int row = 0; row < labels.Length; row++)
            sums[labels[row], predictions[row]] += rowWeights[row];
        return new ConfusionMatrix(sums);
    }

    /// <summary>The confused pairs of classes, most frequent first; ties by true, then by predicted class.</summary>
    /// <param name="most">The maximum number of pairs.</param>
    public IReadOnlyList<ConfusedPair> MostConfused(int most = 10)
    {
        var pairs = new List<ConfusedPair>();
        for (int i = 0; i < this.Classes; i++)
        {
            for (int j = 0; j < this.Classes; j++)
            {
                if (i != j && this.counts[i, j] > 0)
                    pairs.Add(new ConfusedPair(i, j, this.counts[i, j], this.counts[i, j] / this.actual[i]));
            }
        }

        return [.. pairs.OrderByDescending(pair => pair.Count).Take(most)]; // a stable order
    }

    private ClassScores Average(Func<int, double> weightOf)
    {
        double precision = 0, recall = 0, f1 = 0, total = 0;
        for (int k = 0; k < this.Classes; k++)
        {
            double weight = weightOf(k);
            precision += weight * this.ByClass[k].Precision;
            recall += weight * this.ByClass[k].Recall;
            f1 += weight * this.ByClass[k].F1;
            total += weight;
        }

        return total == 0 ? default : new ClassScores(precision / total, recall / total, f1 / total, this.Total);
    }
}
