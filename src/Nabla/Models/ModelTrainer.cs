using System.Diagnostics;
using System.Numerics;
using Nabla.Data;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>Trains a model from data and settings: fits the preprocessing on the training part, creates a network, trains and scores it.</summary>
public static class ModelTrainer
{
    /// <summary>Trains a model.</summary>
    /// <param name="parts">The training, validation and test parts.</param>
    /// <param name="settings">The settings of network and training.</param>
    /// <param name="control">Threads, progress, cancellation, checkpoints.</param>
    /// <param name="from">
    /// A model to continue from, with its parameters and preprocessing; it must have the same shape and precision, and data of the same
    /// kind. Null, the default, draws the first parameters.
    /// </param>
    /// <exception cref="ArgumentException">The settings contradict each other, or do not fit the data or the model to continue from.</exception>
    /// <exception cref="InvalidDataException">No checkpoint of a run that is to be resumed can be used.</exception>
    /// <exception cref="IOException">Checkpoints cannot be written, or their folder is in use by another run.</exception>
    public static (Model Model, TrainingResult Result) Train(
        DataParts parts, MlpSettings settings, RunControl? control = null, Model? from = null)
        => Train(TrainingPlan.Of(parts, settings, from), control);

    /// <summary>
    /// Trains a model from a plan, which can be run any number of times. If a run on some of the rows chooses the number of epochs, history, stop
    /// reason and validation score are those of that run.
    /// </summary>
    /// <param name="plan">The plan of the run.</param>
    /// <param name="control">Threads, progress, cancellation, checkpoints.</param>
    /// <exception cref="ArgumentException">The settings contradict each other, or do not fit the data or the model to continue from.</exception>
    /// <exception cref="InvalidDataException">No checkpoint of a run that is to be resumed can be used.</exception>
    /// <exception cref="IOException">Checkpoints cannot be written, or their folder is in use by another run.</exception>
    public static (Model Model, TrainingResult Result) Train(TrainingPlan plan, RunControl? control = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        control ??= new RunControl();
        long started = Stopwatch.GetTimestamp();
        (Model Model, TrainingResult Result) run = plan.Choosing is { } choosing ? RefitRun.Train(choosing, plan, control)
            : plan.Settings.Ensemble is { Count: > 1 } ? EnsembleTrainer.Train(plan, control) : TrainOne(plan, control);
        return plan.Settings.Uncertainty is { AdaptiveWidths: true } && !ModelInfo.IsCutShort(run.Result.Stop)
            ? (AdaptiveWidths.Add(plan, run.Model, control, started), run.Result)
            : run;
    }

    /// <summary>
    /// Trains some members of an ensemble, for independent processes that share the members. Their states stay in the checkpoint folder; when all
    /// shares are done, <see cref="Train(TrainingPlan, RunControl?)"/> with <see cref="CheckpointOptions.Resume"/> and that folder makes the model,
    /// with the same bytes as a run in one process.
    /// </summary>
    /// <param name="plan">The plan of an ensemble.</param>
    /// <param name="share">The share of the members.</param>
    /// <param name="control">Threads, cancellation and the checkpoint folder.</param>
    /// <returns>The members of the share, from 1, and the reasons why their runs ended.</returns>
    /// <exception cref="ArgumentException">There is a single network, no checkpoint folder, or a time budget.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static IReadOnlyList<(int Member, TrainingResult Result)> TrainShare(TrainingPlan plan, Shard share, RunControl control)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(control);
        if (plan.Settings.Ensemble is not { Count: > 1 })
            throw new ArgumentException("a share is of the members of an ensemble, and this is one network");
        if (control.Checkpoints is null)
            throw new ArgumentException("the members of a share stay in the folder for checkpoints: name one");
        if (control.TimeBudget is not null)
            throw new ArgumentException("a share has no time budget: a member that is cut short would be trained on by the next run");
        return EnsembleTrainer.TrainShare(plan, share, control);
    }

    /// <summary>Compares the gradient at the start of training with finite differences, in double, whatever the settings' precision.</summary>
    /// <param name="dataset">The examples; a few are enough.</param>
    /// <param name="settings">The settings of network, cost and scaling.</param>
    /// <param name="check">The check; null, the default, for central differences.</param>
    /// <returns>The result for the weights and biases of each layer.</returns>
    /// <exception cref="ArgumentException">The settings contradict each other or do not fit the data.</exception>
    public static IReadOnlyList<SliceCheck> CheckGradient(Dataset dataset, MlpSettings settings, GradientCheck? check = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var plan = TrainingPlan.Of(new DataParts(dataset), settings);
        Examples<double> examples = Preparation.Examples<double>(dataset, plan.Preprocessor, plan.TargetScaler, plan.Network.Outputs);
        return NetworkGradientCheck.Run(Network<double>.Create(plan.Network, settings.Seed), examples, check);
    }

    /// <summary>Searches for a learning rate.</summary>
    /// <param name="training">The training data.</param>
    /// <param name="settings">The settings of training, with a first-order rule.</param>
    /// <param name="control">Threads and cancellation.</param>
    /// <param name="from">A model to continue from; null, the default, for none.</param>
    /// <param name="finder">The rates to try; null, the default, for the usual ones.</param>
    /// <exception cref="ArgumentException">The settings contradict each other or do not fit the data.</exception>
    public static RateSearch FindLearningRate(
        Dataset training, MlpSettings settings, RunControl? control = null, Model? from = null, LearningRateFinder? finder = null)
    {
        ArgumentNullException.ThrowIfNull(training);
        control ??= new RunControl();
        finder ??= new LearningRateFinder();
        var plan = TrainingPlan.Of(new DataParts(training), settings, from);
        return plan.Settings.Precision == Precision.Double ? Find<double>() : Find<float>();

        RateSearch Find<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            TrainingSetup<T> setup = TrainingSetup<T>.Of(plan);
            return finder.Run(setup.Network, setup.Training, plan.Settings.Training, plan.Settings.Seed, control.ThreadCount, control.Cancellation);
        }
    }

    /// <summary>Trains a single network in one run.</summary>
    internal static (Model Model, TrainingResult Result) TrainOne(TrainingPlan plan, RunControl control)
        => plan.Settings.Precision == Precision.Double ? Train<double>(plan, control) : Train<float>(plan, control);

    /// <summary>Makes the calibrated and scored model of trained networks.</summary>
    internal static Model Complete(TrainingPlan plan, IReadOnlyList<NetworkPredictor> networks, ModelInfo info, CalibrationRows? rows, StopReason stop, int threads, bool remembersRows)
    {
        UncertaintySettings uncertainty = plan.Settings.Uncertainty ?? new();
        Calibration? calibration = rows is null ? null : Calibration.Of(rows, GroupsOf(rows), uncertainty, plan.Settings.Seed);
        info = info with { Temperature = calibration is null ? info.Temperature : calibration.Temperature, Conformal = calibration?.Conformal };
        var predictor = Predictor.Of(networks, info);
        info = info with
        {
            Provenance = Provenance.Of(plan, info.Settings, info.DataFingerprint, Model.ParametersSha256(networks), stop, threads),
            Scores = new PartScores(Score(plan.Parts.Train), Score(plan.Parts.Validation) ?? OutOfFold(), Score(plan.Parts.Test)),
            SeenTestRows = SeenRows.OfTest(plan),
            SeenValidationRows = SeenRows.OfValidation(plan),
        };

        // Calibration rows also influence predictions.
        Dataset?[] seen = [plan.Given.Train, plan.Given.Validation, plan.Calibration];
        return new Model(networks, info, remembersRows ? RowMemory.Of([.. seen.OfType<Dataset>()], plan.From?.Rows, plan.From is not null, threads) : null);

        CalibrationGroups GroupsOf(CalibrationRows of) => of.Folds is { } folds
            ? CalibrationGroups.OfFolds(of.Dataset.Task, folds, plan.Settings.Ensemble!.Folds, uncertainty)
            : CalibrationGroups.OfKept(of.Dataset, uncertainty, plan.Settings.Seed);

        Scores? Score(Dataset? dataset) => dataset is null ? null : ModelScoring.Of(predictor, dataset, threads);

        // Out-of-fold predictions, before any temperature.
        Scores? OutOfFold() => rows?.Folds is null ? null : ModelScoring.Of(networks[0].Spec, info.TargetScaler, rows.Dataset, rows.Results);
    }

    private static (Model Model, TrainingResult Result) Train<T>(TrainingPlan plan, RunControl control)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (DataParts parts, MlpSettings settings) = (plan.Parts, plan.Settings);
        TrainingSetup<T> setup = TrainingSetup<T>.Of(plan);
        ModelInfo info = InfoOf(plan);
        CheckKinds(plan, info);
        CheckpointRun? run = control.Checkpoints is null && control.Group is null ? null : CheckpointRun.Of(parts, settings, plan.From);
        int layers = plan.Network.Sizes.Count - 1;
        if (control.Group is { } processes)
            GroupRun.CheckSame(processes, run!);

        // One process accesses the folder and informs the others.
        using Checkpoints<T>? checkpoints = control is { Checkpoints: { } options, Group: null or { Rank: 0 } } ? new Checkpoints<T>(options, run!, layers) : null;
        TrainingState<T>? begin = control is { Checkpoints: not null, Group: { } group } ? GroupRun.Share(group, run!, checkpoints?.State, layers) : checkpoints?.State;
        var trainer = new Trainer<T>(
            setup.Network, setup.Training, setup.Validation, settings.Training, settings.Seed, control.ThreadCount, control.TimeBudget)
        {
            StepEnded = control.Observer is { } steps ? steps.StepEnded : null,
            EpochEnded = (network, record) => control.Observer?.EpochEnded(network, setup.Training, record),
            Improved = (network, record) => control.Observer?.Improved(network, record),
            Stopped = (network, result) => control.Observer?.Stopped(network, result),
            Processes = control.Group,
            ResumeFrom = begin,
            IsCheckpointDue = checkpoints is null ? null : checkpoints.IsDue,
            Checkpoint = checkpoints is null ? null : checkpoints.Make,
        };
        TrainingResult result = trainer.Run(control.Progress, control.Cancellation);

        return (Finished(plan, info, setup.Network, result, control.ThreadCount, control.RememberRows), result);
    }

    /// <summary>Refuses parts that do not match, before training rather than when they are scored.</summary>
    internal static void CheckKinds(TrainingPlan plan, ModelInfo info)
    {
        foreach (Dataset? part in (ReadOnlySpan<Dataset?>)[plan.Parts.Validation, plan.Parts.Test])
        {
            if (part is not null)
                DataKind.Check(part, info, plan.Preprocessor);
        }
    }

    /// <summary>Makes the model of a finished run, scored on each part.</summary>
    internal static Model Finished<T>(TrainingPlan plan, ModelInfo begun, Network<T> network, TrainingResult result, int threads, bool remembersRows = true)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ModelInfo info = begun with
        {
            History = result.History,
            Stop = result.Stop,
            ChosenEpoch = result.ChosenEpoch,
            Divergence = result.Divergence,
        };
        var predictor = new NetworkPredictor<T>(network, info);
        CalibrationRows? rows = plan.Calibration is { } kept ? new CalibrationRows(kept, null, predictor.Results(kept.Source, threads)) : null;
        return Complete(plan, [predictor], info, rows, result.Stop, threads, remembersRows);
    }

    /// <summary>The information on a model before training.</summary>
    internal static ModelInfo InfoOf(TrainingPlan plan)
    {
        Dataset training = plan.Parts.Train;
        Preprocessor preprocessor = plan.Preprocessor;

        // A model to continue from may have more information on the columns than the data.
        TableSchema? schema = preprocessor.IsPlain ? training.Schema : preprocessor.Schema;
        return new ModelInfo
        {
            Task = training.Task,
            DataName = training.Name,
            Split = plan.Parts.Split,
            FeatureNames = schema?.Names ?? training.FeatureNames,
            ClassNames = training.ClassNames,
            TargetNames = training.TargetNames,
            DataFingerprint = plan.Given.Train.Fingerprint(),
            Schema = schema,
            Encodings = schema is null ? null : preprocessor.Encodings,
            Scaler = preprocessor.Scaler,
            Ranges = preprocessor.Ranges,
            TargetColumns = training.Target?.Columns,
            WeightColumn = training.WeightColumn,
            TargetScaler = plan.TargetScaler,
            Settings = plan.Settings,
        };
    }
}
