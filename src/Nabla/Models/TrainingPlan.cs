using Nabla.Data;
using Nabla.Networks;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>The plan of a run: settings without open choices, preprocessing fitted on the training part, and the description of the network.</summary>
public sealed class TrainingPlan
{
    private const double UsualCalibration = 0.2;

    private TrainingPlan(DataParts parts, MlpSettings settings, Model? from)
    {
        if (from is not null)
        {
            parts = parts with
            {
                Train = DataKind.Aligned(parts.Train, from),
                Validation = parts.Validation is { } held ? DataKind.Aligned(held, from) : null,
                Test = parts.Test is { } kept ? DataKind.Aligned(kept, from) : null,
            };
        }

        Dataset training = parts.Train;
        if (parts.Validation is { } other && !Equals(other.Schema?.Columns, training.Schema?.Columns))
            throw new ArgumentException($"the columns of the validation part '{other.Name}' are not encoded as those of the training part");
        this.Given = parts;
        settings.Uncertainty?.Validate(training.Task);
        settings.Ensemble?.Validate(training.Rows);
        if (from is not null && (settings.Ensemble is not null || from.Info.Members is not null))
            throw new ArgumentException("a model of several networks cannot continue from another: leave out --from, or continue from one of its members");
        if (settings is { HasFolds: true, Uncertainty.AdaptiveWidths: true })
            throw new ArgumentException("intervals by folds have no adaptive widths, whose network is trained on rows of all folds: leave out --adaptive-widths, or the folds (--ensemble)");
        if (settings.HasFolds && parts.Validation is not null)
            throw new ArgumentException("an ensemble of folds stops each member by its fold, and does not use a validation part: leave out --validation-size");
        (parts, this.Calibration) = CalibrationOf(parts, settings, from);
        training = parts.Train;
        if (settings.Uncertainty is { AdaptiveWidths: true } && training.Rows < AdaptiveWidths.LeastRows)
            throw new InvalidDataException($"{training.Rows} training rows are too few to learn adaptive widths from: at least {AdaptiveWidths.LeastRows} are needed; leave out --adaptive-widths, or take more rows");
        this.Parts = parts;
        settings = settings.For(training);
        if (settings.Refit == true && (parts.Validation is not null || from is not null))
            settings = settings with { ValidationFraction = null, Refit = null };
        if (settings is { Refit: true, Training.EarlyStopping: false })
            throw new ArgumentException("a run without early stopping does not choose a number of epochs to retrain for: leave out Refit (--refit), or let it stop early");
        if (settings is { Refit: true, HasFolds: true })
            throw new ArgumentException("the rows that stop a member of an ensemble of folds are not trained on afterwards: leave out Refit (--refit), or the folds (--ensemble)");
        this.Settings = settings;
        this.From = from;
        if (settings.Training.JudgeBy == ValidationMeasure.Accuracy && training.Task == LearningTask.Regression)
            throw new ArgumentException($"the target of '{training.Name}' is a number, so there is no accuracy: choose epochs by the loss (--judge-by loss)");
        this.Preprocessor = from?.Preprocessor.Extended(training.Source, settings.Preprocessing.ClipRange) ?? Preprocessor.Fit(training, settings.Preprocessing);
        int targets = training.Task == LearningTask.Classification ? training.ClassNames.Count : training.TargetNames.Count;
        this.Network = settings.Network.ToNetworkSpec(training.Task, this.Preprocessor.FeatureCount, targets, this.Preprocessor, training.Source);
        _ = new LayerRates(this.Network.NumberedLayers.Count, settings.Training); // refuses layers that do not exist
        Preparation.CheckTargets(training, this.Network.Loss);
        if (parts.Validation is { } validation)
            Preparation.CheckTargets(validation, this.Network.Loss);
        this.TargetScaler = from is null ? Preparation.TargetScaler(training, this.Network, settings.Preprocessing.TargetScale) : from.Info.TargetScaler;
        if (settings.Preprocessing.ClampPredictions)
            this.Network = this.Network with { OutputLimits = Preparation.OutputLimits(training, this.TargetScaler, from?.Network.OutputLimits) };
        if (settings.Refit == true && parts.Validation is null && from is null && training.Rows > 1 && settings.Ensemble is not { Count: > 1 })
        {
            DataParts inner = Split.TrainValidationTest(training, settings.ValidationFraction ?? DefaultRecipe.HeldOut, 0, settings.Seed);
            this.Choosing = new TrainingPlan(inner, settings with { Uncertainty = null, Refit = null, ValidationFraction = null, Training = settings.Training with { EarlyStopping = true } }, null);
            this.Choosing = new TrainingPlan(this.Choosing, this.Choosing.Settings with { Uncertainty = settings.Uncertainty }, this.Calibration);
        }
    }

    // A plan that differs only in its settings and is calibrated on rows that are in none of its parts.
    private TrainingPlan(TrainingPlan plan, MlpSettings settings, Dataset? calibration)
    {
        this.Given = plan.Given;
        this.Parts = plan.Parts;
        this.Calibration = calibration;
        this.Settings = settings;
        this.From = plan.From;
        this.Preprocessor = plan.Preprocessor;
        this.Network = plan.Network;
        this.TargetScaler = plan.TargetScaler;
    }

    /// <summary>The parts for training and evaluation, without the rows held out for calibration.</summary>
    public DataParts Parts { get; }

    /// <summary>The rows held out for calibration; null for none.</summary>
    public Dataset? Calibration { get; }

    /// <summary>The settings, with all open choices decided by the data.</summary>
    public MlpSettings Settings { get; }

    /// <summary>The model that the run continues from; null for a new network.</summary>
    public Model? From { get; }

    /// <summary>The preprocessor.</summary>
    public Preprocessor Preprocessor { get; }

    /// <summary>The network.</summary>
    public NetworkSpec Network { get; }

    /// <summary>The scaler of a regression's targets; null for other tasks.</summary>
    public Scaler? TargetScaler { get; }

    /// <summary>
    /// The plan of the run that chooses the number of epochs, trained on some of the rows and evaluated on the rest, before the run on all of them;
    /// null if there is none, or if each of several networks has its own. Calibration rows are in neither.
    /// </summary>
    public TrainingPlan? Choosing { get; }

    /// <summary>The given parts; calibration rows are in the training part.</summary>
    internal DataParts Given { get; }

    /// <summary>Creates the plan of a run.</summary>
    /// <param name="parts">The training, validation and test parts.</param>
    /// <param name="settings">The settings of network and training.</param>
    /// <param name="from">
    /// A model to continue from, with its parameters and preprocessing; it must have the same shape and precision, and data of the same
    /// kind. Null, the default, for a new network.
    /// </param>
    /// <exception cref="ArgumentException">The settings contradict each other, or do not fit the data or the model to continue from.</exception>
    public static TrainingPlan Of(DataParts parts, MlpSettings settings, Model? from = null)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(settings);
        return new TrainingPlan(parts, settings, from);
    }

    /// <summary>The plan of the second run: on all rows except calibration rows, for the given number of epochs.</summary>
    internal TrainingPlan For(int epochs)
        => new(this, this.Settings with { Training = this.Settings.Training with { Epochs = epochs, EarlyStopping = null } }, this.Calibration);

    /// <summary>The fraction of the training rows held out for calibration; 0 for none.</summary>
    internal static double CalibrationPartOf(LearningTask task, MlpSettings settings)
        => settings.Uncertainty is { } uncertainty && !settings.HasFolds && (uncertainty.Level is not null || uncertainty.WantsTemperature(task, hasFolds: false))
            ? uncertainty.CalibrationFraction ?? UsualCalibration
            : 0;

    /// <summary>Holds out rows for calibration if there are no folds, and refuses too few.</summary>
    internal static (DataParts Parts, Dataset? Calibration) CalibrationOf(DataParts parts, MlpSettings settings, Model? from)
    {
        if (settings.Uncertainty is not { } uncertainty)
            return (parts, null);
        if (settings.HasFolds && uncertainty.CalibrationFraction is not null)
            throw new ArgumentException("an ensemble of folds is calibrated by its folds, and holds out no part for that: leave out --calibration-size");
        if (uncertainty.Level is null && !uncertainty.WantsTemperature(parts.Train.Task, hasFolds: false))
        {
            return uncertainty.CalibrationFraction is null
                ? (parts, null)
                : throw new ArgumentException("there is nothing to calibrate: leave out --calibration-size, or ask for --temperature, --intervals or --sets");
        }

        if (from is not null)
            throw new ArgumentException("a model that continues from another may have been trained on rows that are to calibrate it: leave out --from, or calibrate nothing (no --temperature, --intervals, --sets)");
        if (settings.HasFolds)
        {
            if (uncertainty.Level is not null)
                CalibrationGroups.Enough(parts.Train, Enumerable.Range(0, parts.Train.Rows).ToArray(), uncertainty, hasFolds: true, isHalved: false);
            return (parts, null);
        }

        DataParts cut = Split.TrainValidationTest(parts.Train, 0, uncertainty.CalibrationFraction ?? UsualCalibration, settings.Seed);
        Dataset kept = cut.Test!;
        var groups = CalibrationGroups.OfKept(kept, uncertainty, settings.Seed);
        if (groups.ForScores is [var scored])
            CalibrationGroups.Enough(kept, scored, uncertainty, hasFolds: false, isHalved: groups.ForTemperature.Length > 0);
        return (parts with { Train = cut.Train }, kept);
    }
}
