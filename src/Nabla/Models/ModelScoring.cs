using Nabla.Data;
using Nabla.Metrics;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>Scores of a model.</summary>
public static class ModelScoring
{
    /// <param name="model">The model.</param>
    extension(Model model)
    {
        /// <summary>The scores of the model on a data set of the same kind. Features and targets are found by name, in any order.</summary>
        /// <exception cref="ArgumentException">The data set has other features, classes or targets.</exception>
        public Scores Score(Dataset dataset, int threads = 1)
        {
            ArgumentNullException.ThrowIfNull(model);
            ArgumentNullException.ThrowIfNull(dataset);
            return Of(model.Predictor, DataKind.Aligned(dataset, model), threads);
        }

        /// <summary>The scores of the model on the rows of a table that includes the target.</summary>
        /// <exception cref="InvalidOperationException">The model was not trained on a table.</exception>
        /// <exception cref="InvalidDataException">A column is missing or a value does not match its column's kind, or a row has no target.</exception>
        public Scores Score(Table table)
        {
            ArgumentNullException.ThrowIfNull(model);
            return model.Score(Dataset.FromTable("table", table, model.TableTarget, model.Preprocessor.Schema));
        }

        /// <summary>The scores of the model for each target of a regression, or each label, by its name; the loss is that of all together.</summary>
        /// <exception cref="ArgumentException">The data set has other features or targets.</exception>
        /// <exception cref="InvalidOperationException">The model predicts classes; use <c>Score</c>.</exception>
        public IReadOnlyDictionary<string, Scores> ScoresByTarget(Dataset dataset, int threads = 1)
        {
            ArgumentNullException.ThrowIfNull(model);
            ArgumentNullException.ThrowIfNull(dataset);
            if (model.Task == LearningTask.Classification)
                model.Need(LearningTask.Regression, "several targets");
            double loss = model.Score(dataset, threads).Loss;
            ReadOnlyMatrixView<double> predictions = model.Task == LearningTask.Regression
                ? model.PredictValues(dataset.Features, threads)
                : model.PredictLabels(dataset.Features, threads);
            var scores = new Dictionary<string, Scores>(StringComparer.Ordinal);
            for (int k = 0; k < predictions.Columns; k++)
                scores.Add(model.Info.TargetNames[k], OfTarget(model.Task, loss, ((ReadOnlyMatrixView<double>)dataset.Targets!).Column(k), predictions.Column(k), dataset.Weights));
            return scores;
        }

        /// <summary>The scores of the model for each target or label on the rows of a table.</summary>
        /// <exception cref="InvalidOperationException">The model was not trained on a table, or predicts classes.</exception>
        /// <exception cref="InvalidDataException">A column is missing or a value does not match its column's kind, or a row has no target.</exception>
        public IReadOnlyDictionary<string, Scores> ScoresByTarget(Table table, int threads = 1)
        {
            ArgumentNullException.ThrowIfNull(model);
            return model.ScoresByTarget(Dataset.FromTable("table", table, model.TableTarget, model.Preprocessor.Schema), threads);
        }
    }

    /// <summary>The model with another threshold between its two classes, and updated scores.</summary>
    internal static Model WithThreshold(Model model, double threshold, DataParts parts, int threads)
    {
        ModelInfo info = model.Info with { Threshold = threshold };
        IReadOnlyList<NetworkPredictor> networks = info.Members is null ? [model.OneNetwork.With(info)] : model.Networks;
        var predictor = Predictor.Of(networks, info);
        Scores? Score(Dataset? dataset) => dataset is null ? null : Of(predictor, dataset, threads);
        var scores = new PartScores(Score(parts.Train), Score(parts.Validation) ?? model.Info.Scores.Validation, Score(parts.Test));
        return new Model(networks, info with { Scores = scores }, model.Rows);
    }

    /// <summary>Scores a predictor on data that matches it.</summary>
    internal static Scores Of(Predictor predictor, Dataset dataset, int threads)
    {
        Evaluation evaluation = predictor.Evaluate(dataset, threads);
        double accuracy = predictor.HasThreshold
            ? ClassificationMetrics.Accuracy(dataset.Labels, predictor.Classes(dataset.Source, threads), dataset.Weights)
            : evaluation.Accuracy;
        return Of(predictor.Reduction, evaluation, accuracy, dataset, () => predictor.Results(dataset.Source, threads));
    }

    /// <summary>Scores combined results with the loss of a network's description.</summary>
    internal static Scores Of(NetworkSpec spec, Scaler? targetScaler, Dataset dataset, Matrix<double> results)
    {
        Evaluation evaluation = ResultEvaluation.Of(spec, targetScaler, dataset, results);
        return Of(spec.Reduction, evaluation, evaluation.Accuracy, dataset, () => results);
    }

    private static Scores Of(Reduction reduction, Evaluation evaluation, double accuracy, Dataset dataset, Func<Matrix<double>> results)
    {
        double loss = Cost.Scale(reduction, evaluation.Weight) * evaluation.Loss;
        return dataset.Task switch
        {
            LearningTask.Classification => new Scores(loss, Accuracy: accuracy),
            LearningTask.MultiLabel => OfLabels(loss, dataset, results()),
            _ => OfValues(loss, dataset, results()),
        };
    }

    private static Scores OfValues(double loss, Dataset dataset, Matrix<double> predictions)
    {
        return new(loss, null, Mean(RegressionMetrics.RSquared), Mean(RegressionMetrics.RootMeanSquaredError), Mean(RegressionMetrics.MeanAbsoluteError));

        double Mean(MeanOverTargets.Metric metric) => MeanOverTargets.Of(metric, dataset.Targets!, predictions, dataset.Weights);
    }

    private static Scores OfLabels(double loss, Dataset dataset, Matrix<double> probabilities)
    {
        Matrix<double> predictions = probabilities.Map(Probabilities.Label<double>);
        double accuracy = MultiLabelMetrics.SubsetAccuracy(dataset.Targets!, predictions, dataset.Weights);
        return new Scores(loss, accuracy) { LabelAccuracy = 1 - MultiLabelMetrics.HammingLoss(dataset.Targets!, predictions, dataset.Weights) };
    }

    private static Scores OfTarget(LearningTask task, double loss, ReadOnlySpan<double> targets, ReadOnlySpan<double> predictions, ReadOnlySpan<double> weights)
    {
        if (task == LearningTask.Regression)
        {
            return new Scores(
                loss, null, RegressionMetrics.RSquared(targets, predictions, weights), RegressionMetrics.RootMeanSquaredError(targets, predictions, weights),
                RegressionMetrics.MeanAbsoluteError(targets, predictions, weights));
        }

        (double right, double all) = (0, 0);
        for (int row = 0; row < targets.Length; row++)
        {
            double weight = weights.IsEmpty ? 1 : weights[row];
            all += weight;
            right += targets[row] == predictions[row] ? weight : 0;
        }

        return new Scores(loss, right / all);
    }
}
