using System.Numerics;
using Nabla.Data;
using Nabla.Networks;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>One run of training, from a plan to a model.</summary>
internal static class ModelRun
{
    /// <summary>Trains and scores a model.</summary>
    public static (Model Model, TrainingResult Result) Run<T>(TrainingPlan plan, RunControl control)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (DataParts parts, MlpSettings settings) = (plan.Parts, plan.Settings);
        TrainingSetup<T> setup = TrainingSetup<T>.Of(plan);
        ModelInfo info = InfoOf(plan);
        CheckKinds(parts, new Model(new NetworkRunner<T>(setup.Network), info));
        using Checkpoints<T>? checkpoints = control.Checkpoints is { } options
            ? new Checkpoints<T>(options, CheckpointRun.Of(parts, settings, plan.From), plan.Network.Sizes.Count - 1)
            : null;
        var trainer = new Trainer<T>(
            setup.Network, setup.Training, setup.Validation, settings.Training, settings.Seed, control.ThreadCount, control.TimeBudget)
        {
            StepEnded = control.Observer is { } steps ? steps.StepEnded : null,
            EpochEnded = (network, record) => control.Observer?.EpochEnded(network, setup.Training, record),
            Improved = (network, record) => control.Observer?.Improved(network, record),
            Stopped = (network, result) => control.Observer?.Stopped(network, result),
            ResumeFrom = checkpoints?.State,
            Checkpoint = checkpoints is null ? null : checkpoints.Consider,
        };
        TrainingResult result = trainer.Run(control.Progress, control.Cancellation);

        info = info with
        {
            History = result.History,
            Stop = result.Stop,
            ChosenEpoch = result.ChosenEpoch,
            Divergence = result.Divergence,
        };
        var runner = new NetworkRunner<T>(setup.Network);
        var model = new Model(runner, info);
        Scores? Score(Dataset? dataset) => dataset is null ? null : model.Score(dataset, control.ThreadCount);
        info = info with { Scores = new PartScores(Score(parts.Train), Score(parts.Validation), Score(parts.Test)) };
        return (new Model(runner, info), result);
    }

    /// <summary>Refuses parts of another kind: better before training than when they are scored.</summary>
    public static void CheckKinds<T>(TrainingPlan plan)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => CheckKinds(plan.Parts, new Model(new NetworkRunner<T>(new Network<T>(plan.Network)), InfoOf(plan)));

    private static void CheckKinds(DataParts parts, Model model)
    {
        foreach (Dataset? part in (ReadOnlySpan<Dataset?>)[parts.Validation, parts.Test])
        {
            if (part is not null)
                model.CheckKind(part);
        }
    }

    /// <summary>What is known of a model before it is trained.</summary>
    private static ModelInfo InfoOf(TrainingPlan plan)
    {
        Dataset training = plan.Parts.Train;
        Preprocessor preprocessor = plan.Preprocessor;

        // A model to go on from may know more of the columns than the data does.
        TableSchema? schema = preprocessor.IsPlain ? training.Schema : preprocessor.Schema;
        return new ModelInfo
        {
            Task = training.Task,
            DataName = training.Name,
            Split = plan.Parts.Split,
            FeatureNames = schema?.Names ?? training.FeatureNames,
            ClassNames = training.ClassNames,
            TargetNames = training.TargetNames,
            DataFingerprint = training.Fingerprint(),
            Schema = schema,
            Encodings = schema is null ? null : preprocessor.Encodings,
            Scaler = preprocessor.Scaler,
            Ranges = ColumnRanges.Of(training.Features),
            TargetColumns = training.Target?.Columns,
            TargetScaler = plan.TargetScaler,
            Settings = plan.Settings,
        };
    }
}
