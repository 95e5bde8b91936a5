using Nabla.Data;
using Nabla.Metrics;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Reports.Sections;

/// <summary>The predictions of a classifier for the evaluated rows.</summary>
/// <param name="Data">The rows.</param>
/// <param name="Predictions">[rows] The predicted classes.</param>
/// <param name="Probabilities">[rows × classes]</param>
/// <param name="Confusion">The confusion matrix of predictions and labels.</param>
internal sealed record ClassAnswers(Dataset Data, int[] Predictions, Matrix<double> Probabilities, ConfusionMatrix Confusion)
{
    public static ClassAnswers Of(Model model, Dataset data)
    {
        int threads = Environment.ProcessorCount;
        int[] predictions = model.PredictClassIndices(data.Features, threads);
        Matrix<double> probabilities = model.PredictProbabilities(data.Features, threads);
        return new(data, predictions, probabilities, ConfusionMatrix.Of(data.Labels, predictions, data.ClassNames.Count));
    }
}

/// <summary>The predictions of a regression for the evaluated rows.</summary>
/// <param name="Data">The rows.</param>
/// <param name="Predictions">[rows × targets]</param>
/// <param name="Scores">The scores.</param>
internal sealed record ValueAnswers(Dataset Data, Matrix<double> Predictions, RegressionReport Scores)
{
    public static ValueAnswers Of(Model model, Dataset data)
    {
        Matrix<double> predictions = model.PredictValues(data.Features, Environment.ProcessorCount);
        return new(data, predictions, RegressionReport.Of(data.Targets!, predictions, data.TargetNames));
    }
}

/// <summary>The predictions of a multi-label model for the evaluated rows.</summary>
/// <param name="Data">The rows.</param>
/// <param name="Probabilities">[rows × labels]</param>
/// <param name="Scores">The scores.</param>
internal sealed record LabelAnswers(Dataset Data, Matrix<double> Probabilities, LabelReport Scores)
{
    public static LabelAnswers Of(Model model, Dataset data)
    {
        Matrix<double> probabilities = model.PredictProbabilities(data.Features, Environment.ProcessorCount);
        return new(data, probabilities, LabelReport.Of(data.Targets!, probabilities, data.TargetNames));
    }
}
