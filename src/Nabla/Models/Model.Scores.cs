using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Metrics;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Models;

/// <content>Scores, and what data must be like to be judged by.</content>
public sealed partial class Model
{
    /// <summary>How good the model is on a data set of its own kind.</summary>
    /// <exception cref="ArgumentException">The data set has other features, classes or targets.</exception>
    public Scores Score(Dataset dataset, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        this.CheckKind(dataset);
        Evaluation evaluation = this.runner.Evaluate(dataset, this.Preprocessor, this.Info.TargetScaler, this.Info.Settings.Training.PieceRows, threads);
        double loss = Cost.Scale(this.Network, evaluation.Weight) * evaluation.Loss;
        return this.Task switch
        {
            LearningTask.Classification => new Scores(loss, Accuracy: evaluation.Accuracy),
            LearningTask.MultiLabel => LabelScoresOf(loss, dataset, this.PredictLabels(dataset.Features, threads)),
            _ => RegressionScoresOf(loss, dataset, this.PredictValues(dataset.Features, threads)),
        };
    }

    private static Scores RegressionScoresOf(double loss, Dataset dataset, Matrix<double> predictions)
    {
        return new(loss, null, Mean(RegressionMetrics.RSquared), Mean(RegressionMetrics.RootMeanSquaredError), Mean(RegressionMetrics.MeanAbsoluteError));

        double Mean(MeanOverTargets.Metric metric) => MeanOverTargets.Of(metric, dataset.Targets!, predictions, dataset.Weights);
    }

    private static Scores LabelScoresOf(double loss, Dataset dataset, Matrix<double> predictions)
    {
        double accuracy = MultiLabelMetrics.SubsetAccuracy(dataset.Targets!, predictions, dataset.Weights);
        return new Scores(loss, accuracy) { LabelAccuracy = 1 - MultiLabelMetrics.HammingLoss(dataset.Targets!, predictions, dataset.Weights) };
    }

    /// <summary>Refuses data of another kind.</summary>
    internal void CheckKind(Dataset dataset)
    {
        if (dataset.Features.Columns != this.FeatureNames.Count)
            throw new ArgumentException($"data set '{dataset.Name}' has {Sentence.Count(dataset.Features.Columns, "feature")}, the model was trained on {this.FeatureNames.Count}");
        if (dataset.Task != this.Task)
            throw new ArgumentException($"data set '{dataset.Name}' is for {Name(dataset.Task)}, the model for {Name(this.Task)}");
        if (this.Task == LearningTask.Classification && !dataset.ClassNames.SequenceEqual(this.ClassNames, StringComparer.Ordinal))
            throw new ArgumentException($"data set '{dataset.Name}' has the classes {Short(dataset.ClassNames)}, the model {Short(this.ClassNames)}");
        if (this.Task != LearningTask.Classification && dataset.Targets!.Columns != this.Info.TargetNames.Count)
            throw new ArgumentException($"data set '{dataset.Name}' has {Sentence.Count(dataset.Targets.Columns, "target")}, the model {this.Info.TargetNames.Count}");
        this.CheckColumns(dataset);

        static string Short(IReadOnlyList<string> names)
            => names.Count <= 12 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(12))}, … ({names.Count})";
    }

    // A code or a gap means something to a model only where it knows the column as the data does.
    private void CheckColumns(Dataset dataset)
    {
        ValueList<ColumnSchema> known = this.Preprocessor.Schema.Columns;
        for (int i = 0; i < known.Count; i++)
        {
            ColumnSchema? found = dataset.Schema?.Columns[i];
            if (found is null ? known[i].Kind != ColumnKind.Number : found.Kind != known[i].Kind || (!this.Preprocessor.IsPlain && !found.Equals(known[i])))
                throw new ArgumentException($"column '{Excerpt.Of(found?.Name ?? dataset.FeatureNames[i])}' of data set '{dataset.Name}' is not encoded as column '{Excerpt.Of(known[i].Name)}' of the model: encode the table by the model's schema");
        }

        if (this.Preprocessor.IsPlain && Array.FindIndex(dataset.Features.Data, double.IsNaN) is >= 0 and var gap)
        {
            (int row, int column) = Math.DivRem(gap, dataset.Features.Columns);
            throw new ArgumentException($"row {row}, column '{Excerpt.Of(dataset.FeatureNames[column])}' of data set '{dataset.Name}' is missing, and the model was trained on numbers without gaps");
        }
    }

    private static string Name(LearningTask task) => task switch
    {
        LearningTask.Classification => "classification",
        LearningTask.MultiLabel => "labels",
        _ => "regression",
    };
}
