using Nabla.Data;
using Nabla.Models;

namespace Nabla.Inspection;

/// <summary>An evaluation of a model with all scores, beside baselines.</summary>
/// <param name="Scores">The scores that a model stores for its parts, with the network's loss.</param>
/// <param name="Model">All scores of the model.</param>
/// <param name="Baselines">The scores of a linear model and of the majority class, the mean target or the label frequencies, on the same rows.</param>
/// <param name="BaselineTraining">The training rows of the baselines, as text.</param>
public sealed record ModelEvaluation(
    Scores Scores, PredictorScores Model, IReadOnlyList<PredictorScores> Baselines, string BaselineTraining)
{
    /// <summary>The expected calibration error of the probabilities of classes; null for other tasks.</summary>
    public CalibrationError? CalibrationError { get; init; }

    /// <summary>The calibration error without the model's temperature; null if there is none.</summary>
    public CalibrationError? CalibrationErrorBefore { get; init; }

    /// <summary>The coverage of intervals or sets; null if the model has none.</summary>
    public Coverage? Coverage { get; init; }

    /// <summary>
    /// Evaluates a model. The linear baseline has no hidden layer and is trained in double by L-BFGS with an L2 penalty of 1: logistic
    /// regression, or ridge regression of scaled targets.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The rows to evaluate on.</param>
    /// <param name="training">
    /// The training rows of the baselines, usually those of the model; null, the default, for cross-validation: each of
    /// five folds of the data is predicted by baselines trained on the other four.
    /// </param>
    /// <param name="threads">The maximum number of threads; 1 by default.</param>
    /// <exception cref="ArgumentException">The data has other features, classes or targets.</exception>
    public static ModelEvaluation Of(Model model, Dataset data, Dataset? training = null, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        Scores scores = model.Score(data, threads);
        return new ModelEvaluation(
            scores,
            PredictorScores.Of("model", model, data, threads),
            training is null ? Inspection.Baselines.CrossValidated(data, threads) : Inspection.Baselines.Trained(training, data, threads),
            training is not null ? "baselines learned from the rows that the model was trained on"
                : data.Rows < 2 ? "a single row has no baselines"
                : $"baselines predict each of {Inspection.Baselines.FoldsFor(data)} folds of these rows from the others")
        {
            CalibrationError = data.Task == LearningTask.Classification ? ErrorOf(model) : null,
            CalibrationErrorBefore = model.Info.Temperature is null ? null : ErrorOf(model.WithoutTemperature()),
            Coverage = Coverage.Of(model, data),
        };

        CalibrationError ErrorOf(Model judged) => CalibrationError.Of(data.Labels, judged.Predictor.Results(data.Source, threads), data.Weights);
    }
}
