using Nabla.Data;
using Nabla.Metrics;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Selection;

namespace Nabla.Inspection;

/// <summary>
/// Baselines on some rows: the majority class, the mean target or how frequent each label is, and a linear model.
/// A baseline is also trained, and never on the rows it is evaluated on.
/// </summary>
internal static class Baselines
{
    private const int MostFolds = 5;

    /// <summary>The settings of the linear model: scikit-learn's logistic regression, and ridge regression of scaled targets.</summary>
    private static readonly MlpSettings Linear = new()
    {
        Network = new([]) { L2 = 1, WeightInitializer = new Constant(0) },
        Training = new() { Optimizer = new LBFGS(), Epochs = 100, Tolerance = 1e-7 },
        Precision = Precision.Double,
    };

    /// <summary>A linear model of the data.</summary>
    public static Model TrainLinear(Dataset training, int threads)
        => ModelTrainer.Train(new DataParts(training), Linear, new RunControl { Threads = threads }).Model;

    /// <summary>Baselines trained on other rows.</summary>
    public static IReadOnlyList<PredictorScores> Trained(Dataset training, Dataset data, int threads)
    {
        var outputs = new Outputs(data);
        outputs.Fill(training, [.. Enumerable.Range(0, data.Rows)], threads);
        return outputs.Scores();
    }

    /// <summary>Baselines by cross-validation on the same rows; none for a single row.</summary>
    public static IReadOnlyList<PredictorScores> CrossValidated(Dataset data, int threads)
    {
        if (data.Rows < 2)
            return [];
        var outputs = new Outputs(data);
        foreach (Fold fold in Folds.Of(data, FoldsFor(data)))
            outputs.Fill(data.SelectRows(fold.Training), fold.Test, threads);
        return outputs.Scores();
    }

    /// <summary>The number of folds of <see cref="CrossValidated"/>.</summary>
    public static int FoldsFor(Dataset data) => Math.Min(MostFolds, data.Rows);

    /// <summary>The predictions of both baselines for the rows of a data set: probabilities of classes, or values.</summary>
    private sealed class Outputs(Dataset data)
    {
        private readonly Matrix<double> linear = new(data.Rows, data.Targets?.Columns ?? data.ClassNames.Count);
        private readonly Matrix<double> simple = new(data.Rows, data.Targets?.Columns ?? data.ClassNames.Count);
        private readonly int[] linearLabels = new int[data.Rows];
        private readonly int[] simpleLabels = new int[data.Rows];

        /// <summary>Predicts some rows from others.</summary>
        public void Fill(Dataset training, int[] rows, int threads)
        {
            Dataset judged = data.SelectRows(rows);
            Model model = TrainLinear(training, threads);
            if (training.Targets is not null)
            {
                // The mean of a label's values 0 and 1 is its probability.
                Copy(model.Predictor.Results(judged.Source, threads), this.linear, rows);
                Copy(MeanBaseline.Of(training.Targets!, training.Weights).Predict(rows.Length), this.simple, rows);
                return;
            }

            MajorityBaseline majority = MajorityBaseline.Of(training.Labels, training.ClassNames.Count, training.Weights);
            Copy(model.Predictor.Results(judged.Source, threads), this.linear, rows);
            Copy(majority.PredictProbabilities(rows.Length), this.simple, rows);
            int[] labels = model.Predictor.Classes(judged.Source, threads);
            for (int i = 0; i < rows.Length; i++)
                (this.linearLabels[rows[i]], this.simpleLabels[rows[i]]) = (labels[i], majority.Label);
        }

        public IReadOnlyList<PredictorScores> Scores() => data.Targets is not null
            ? [PredictorScores.Of("linear", data, this.linear), PredictorScores.Of(data.Task == LearningTask.MultiLabel ? "frequency" : "mean", data, this.simple)]
            :
            [
                new("linear", ClassifierScores.Of(data.Labels, this.linearLabels, this.linear, data.Weights), null),
                new("majority", ClassifierScores.Of(data.Labels, this.simpleLabels, this.simple, data.Weights), null),
            ];

        private static void Copy(Matrix<double> from, Matrix<double> to, int[] rows)
        {
            for (int i = 0; i < rows.Length; i++)
                from.Row(i).CopyTo(to.Row(rows[i]));
        }
    }
}
