using Nabla.Data;
using Nabla.Metrics;
using Nabla.Models;
using Nabla.Numerics;
using Nabla.Selection;

namespace Nabla.Inspection;

/// <summary>The decrease of a model's score when a column's values are shuffled and so carry no information.</summary>
/// <param name="Criterion">The score: <c>accuracy</c> or <c>R²</c>.</param>
/// <param name="Score">The score without shuffling; NaN if undefined, such as R² of a single row.</param>
/// <param name="Features">One for each column of the data, in its order.</param>
/// <remarks>
/// L. Breiman, <i>Random forests</i>, 2001. A column that others can replace looks less important than it is, because the model gets the same
/// information from them.
/// </remarks>
public sealed record PermutationImportance(string Criterion, double Score, IReadOnlyList<FeatureImportance> Features)
{
    /// <summary>Shuffles each column several times, and scores the model each time.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The rows to score on, preferably not training rows.</param>
    /// <param name="repeats">The number of shuffles of each column.</param>
    /// <param name="seed">The seed of the shuffles.</param>
    /// <param name="threads">The maximum number of threads; 1 by default.</param>
    /// <exception cref="ArgumentException">The data has other features, classes or targets, or there are no repeats.</exception>
    public static PermutationImportance Of(Model model, Dataset data, int repeats = 10, ulong seed = 1, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        DataKind.Check(data, model);
        double score = ScoreOf(model, data, data.Features, threads);
        var body = new Body
        {
            Model = model,
            Data = data,
            Score = score,
            Repeats = repeats,
            Seed = seed,
            Features = new FeatureImportance[data.FeatureNames.Count],
        };
        ForkJoin.Run(ref body, data.FeatureNames.Count, threads);
        return new PermutationImportance(Selection.Criterion.NameFor(data.Task), score, body.Features);
    }

    private static double ScoreOf(Model model, Dataset data, Matrix<double> features, int threads = 1)
    {
        if (data.Targets is not { } targets)
            return ClassificationMetrics.Accuracy(data.Labels, model.PredictClassIndices(features, threads), data.Weights);
        if (data.Task == LearningTask.MultiLabel)
            return MultiLabelMetrics.SubsetAccuracy(targets, model.PredictLabels(features, threads), data.Weights);
        return MeanOverTargets.Of(RegressionMetrics.RSquared, targets, model.PredictValues(features, threads), data.Weights);
    }

    private struct Body : IParallelBody
    {
        public Model Model;
        public Dataset Data;
        public double Score;
        public int Repeats;
        public ulong Seed;
        public FeatureImportance[] Features;

        public readonly void Run(int column)
        {
            int[] order = [.. Enumerable.Range(0, this.Data.Rows)];
            Matrix<double> shuffled = this.Data.Features.SelectRows(order);
            var drops = new double[this.Repeats];
            for (int repeat = 0; repeat < drops.Length; repeat++)
            {
                // All columns use the same permutations, so that differences are due to the columns.
                new CounterRandom(this.Seed, RandomPurpose.Importance, (uint)repeat).Permutation(order);
                for (int row = 0; row < order.Length; row++)
                    shuffled[row, column] = this.Data.Features[order[row], column];
                drops[repeat] = this.Score - ScoreOf(this.Model, this.Data, shuffled);
            }

            this.Features[column] = new FeatureImportance(this.Data.FeatureNames[column], Spread.Of(drops), drops);
        }
    }
}

/// <summary>The importance of one column.</summary>
/// <param name="Feature">The column's name.</param>
/// <param name="Drop">The decrease of the score: mean and standard deviation over the repeats.</param>
/// <param name="Drops">The decrease in each repeat.</param>
public sealed record FeatureImportance(string Feature, Spread Drop, IReadOnlyList<double> Drops);
