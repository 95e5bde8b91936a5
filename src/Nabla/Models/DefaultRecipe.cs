using Nabla.Data;
using Nabla.Networks;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>
/// The default settings of <c>nabla train</c>, <see cref="MlpClassifier"/> and <see cref="MlpRegressor"/> if no network or regularization setting is
/// given: two hidden layers of 64 units with dropout 0.1, Glorot weights and biases uniform by fan-in. A held-out 15 % of the training rows chooses
/// the number of epochs, and the model is then retrained on all of them for as many. A missing-value indicator needs 30 rows with missing values.
/// Calibration rows are in neither training. With several seeds, each network is trained in this way; members of an ensemble of folds have the same
/// network, and each is stopped by its fold. Measured in docs/guide/tables.md.
/// </summary>
public static class DefaultRecipe
{
    /// <summary>The fraction of the training rows that chooses the number of epochs.</summary>
    internal const double HeldOut = 0.15;

    private const int LeastRows = 50;
    private const double Dropout = 0.1;
    private const int IndicatorRows = 30;
    private const int LeastEpochs = 300;
    private const double LeastSteps = 6000;
    private const int LeastPatience = 20;
    private const double PatientSteps = 500;

    /// <summary>
    /// Applies the recipe if the settings leave all of it open and there are at least 50 training rows; otherwise returns the settings unchanged.
    /// They leave it open if network, regularization and the choice of epochs are not set, and the optimizer is a first-order rule. <see
    /// cref="MlpSettings.ValidationFraction"/> of 0 turns it off.
    /// </summary>
    /// <param name="settings">The settings.</param>
    /// <param name="training">The training data.</param>
    /// <param name="hasValidation">Whether there is a validation part: it then stops training, and the model is not retrained. The same holds for the
    /// folds of an ensemble.</param>
    public static MlpSettings Apply(MlpSettings settings, Dataset training, bool hasValidation = false)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(training);
        bool isStopped = hasValidation || settings.HasFolds;
        int all = (int)Math.Round((1 - TrainingPlan.CalibrationPartOf(training.Task, settings)) * training.Rows);
        if (all < LeastRows || !IsOpen(settings) || (!isStopped && (settings.Refit == false || !CanHoldOut(training, settings))))
            return settings;
        double part = settings.HasFolds ? 1 - (1.0 / settings.Ensemble!.Folds) : hasValidation ? 1 : 1 - HeldOut;
        int rows = (int)(part * all);
        double steps = settings.Training.BatchSize is { } batch ? Math.Ceiling((double)rows / batch) : 1;
        settings = settings with
        {
            Network = new NetworkSettings(64, 64) { WeightInitializer = new GlorotUniform(), BiasInitializer = new UniformFanIn(), Dropout = [Dropout] },
            Training = settings.Training with
            {
                Epochs = settings.Training.Epochs ?? AsManyAs(LeastSteps, LeastEpochs),
                Patience = AsManyAs(PatientSteps, LeastPatience),
            },
            Preprocessing = settings.Preprocessing with { MissingIndicatorRows = settings.Preprocessing.MissingIndicatorRows ?? IndicatorRows },
        };
        return isStopped ? settings : settings with { ValidationFraction = settings.ValidationFraction ?? HeldOut, Refit = true };

        int AsManyAs(double least, int epochs) => Math.Max(epochs, (int)Math.Ceiling(least / steps));
    }

    /// <summary>The settings with an explicit hidden layer of 64 if none is set, so that the recipe does not apply.</summary>
    /// <param name="settings">The settings.</param>
    public static MlpSettings Without(MlpSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings with { Network = settings.Network with { HiddenLayers = settings.Network.HiddenLayers } };
    }

    private static bool IsOpen(MlpSettings settings)
        => settings is { ClassWeights: null, ValidationFraction: null or > 0 }
            && settings.Network.Equals(new NetworkSettings())
            && settings.Training is
            {
                Optimizer: null or UpdateRule, WeightDecay: 0, MaxNorm: null, ClipNorm: null, Frozen: null, RateFactors: null, PartRates: null,
                EarlyStopping: null, Patience: null, MinChange: 0, CostTolerance: null, JudgeBy: ValidationMeasure.Loss, LastBest: false,
                DecayAll: false, DecaySchedule: null, DropoutSchedule: null,
            };

    // With few groups or times, a part can be empty or contain most rows.
    private static bool CanHoldOut(Dataset training, MlpSettings settings)
    {
        if (training.Groups is null && training.Times is null)
            return true;
        try
        {
            training = TrainingPlan.CalibrationOf(new DataParts(training), settings, from: null).Parts.Train;
            return Split.TrainValidationTest(training, settings.ValidationFraction ?? HeldOut, 0, settings.Seed).Validation!.Rows <= training.Rows / 2;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
