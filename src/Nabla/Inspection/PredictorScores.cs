using Nabla.Data;
using Nabla.Metrics;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Inspection;

/// <summary>The scores of a model or of a baseline on the same rows.</summary>
/// <param name="Name">The predictor: <c>model</c>, <c>linear</c>, <c>majority</c>, <c>mean</c> or <c>frequency</c>.</param>
/// <param name="Classification">The scores of classes; null for other tasks.</param>
/// <param name="Regression">The scores of a regression; null for other tasks, and if a prediction is not finite.</param>
public sealed record PredictorScores(string Name, ClassifierScores? Classification, RegressionReport? Regression)
{
    /// <summary>The scores of labels; null for other tasks, and if a probability is not finite.</summary>
    public LabelReport? Labels { get; init; }

    /// <summary>The scores of a model's predictions.</summary>
    internal static PredictorScores Of(string name, Model model, Dataset data, int threads)
    {
        if (data.Targets is not null)
            return Of(name, data, model.Predictor.Results(data.Source, threads));
        int[] predictions = model.Predictor.Classes(data.Source, threads);
        return new(name, ClassifierScores.Of(data.Labels, predictions, model.Predictor.Results(data.Source, threads), data.Weights), null);
    }

    /// <summary>The scores of predicted values, or of probabilities of labels.</summary>
    internal static PredictorScores Of(string name, Dataset data, Matrix<double> predictions)
    {
        bool finite = Array.TrueForAll(predictions.Data, double.IsFinite);
        return data.Task == LearningTask.MultiLabel
            ? new(name, null, null) { Labels = finite ? LabelReport.Of(data.Targets!, predictions, data.TargetNames, data.Weights) : null }
            : new(name, null, finite ? RegressionReport.Of(data.Targets!, predictions, data.TargetNames, data.Weights) : null);
    }
}
