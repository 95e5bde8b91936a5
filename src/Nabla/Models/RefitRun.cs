using System.Diagnostics;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>
/// A run on some of the training rows that chooses the number of epochs, then a run on all of them for that number (Goodfellow, Bengio and
/// Courville, <i>Deep Learning</i>, 2016, algorithm 7.2). Calibration rows calibrate the resulting model of either run.
/// </summary>
internal static class RefitRun
{
    private const string Folder = "refit";

    /// <summary>Trains both runs.</summary>
    /// <param name="choosing">The first run.</param>
    /// <param name="plan">The plan of the second run.</param>
    /// <param name="control">Threads, progress, cancellation, checkpoints; an observer receives the first run.</param>
    /// <returns>
    /// The model of the second run, with history, stop reason and validation score of the first; the model of the first run if either was cut short.
    /// </returns>
    public static (Model Model, TrainingResult Result) Train(TrainingPlan choosing, TrainingPlan plan, RunControl control)
    {
        ModelTrainer.CheckKinds(plan, ModelTrainer.InfoOf(plan));
        CheckpointOptions? checkpoints = control.Checkpoints is { } options ? options with { Folder = Path.Join(options.Folder, Folder) } : null;
        if (checkpoints is { Resume: false } && CheckpointFolder.HasCheckpoints(checkpoints.Folder))
            throw new ArgumentException($"folder '{control.Checkpoints!.Folder}' holds checkpoints of an earlier run: resume it, or name another folder");
        long start = Stopwatch.GetTimestamp();
        (Model chosen, TrainingResult result) = ModelTrainer.TrainOne(choosing, control);
        if (ModelInfo.IsCutShort(result.Stop))
            return (Alone(choosing, plan, chosen, result, control.ThreadCount), result);
        var second = control with
        {
            Observer = null,
            Progress = control.Progress is { } progress ? new Refitting(progress) : null,
            TimeBudget = Left(control.TimeBudget, start),
            Checkpoints = checkpoints,
        };
        (Model model, TrainingResult refit) = ModelTrainer.TrainOne(plan.For(Math.Max(1, result.ChosenEpoch)), second);
        if (!ModelInfo.IsCutShort(refit.Stop))
            return (Whole(choosing, plan, chosen.Info, model), result);
        result = result with { Stop = refit.Stop, StopMessage = refit.StopMessage, Divergence = refit.Divergence };
        return (Alone(choosing, plan, chosen, result, control.ThreadCount), result);
    }

    private static Model Whole(TrainingPlan choosing, TrainingPlan plan, ModelInfo chosen, Model model)
    {
        ModelInfo info = model.Info with
        {
            Settings = plan.Settings,
            History = chosen.History,
            Stop = chosen.Stop,
            ChosenEpoch = chosen.ChosenEpoch,
            HeldOutRows = choosing.Parts.Validation!.Rows,
            Provenance = model.Info.Provenance! with { SettingsSha256 = Provenance.HashOf(plan.Settings), Repeatable = Provenance.IsRepeatable(chosen.Stop) },
            Scores = model.Info.Scores with { Validation = chosen.Scores.Validation },
        };
        return new Model([model.OneNetwork.With(info)], info, model.Rows);
    }

    // The model of the first run, if there is no second.
    private static Model Alone(TrainingPlan choosing, TrainingPlan plan, Model chosen, TrainingResult result, int threads)
    {
        ModelInfo info = chosen.Info with
        {
            Split = plan.Parts.Split,
            DataFingerprint = plan.Given.Train.Fingerprint(),
            Settings = plan.Settings,
            Stop = result.Stop,
            Divergence = result.Divergence,
            HeldOutRows = choosing.Parts.Validation!.Rows,
            Provenance = Provenance.Of(plan, plan.Settings, null, chosen.ParametersSha256(), result.Stop, threads),
            Scores = chosen.Info.Scores with { Test = plan.Parts.Test is { } test ? ModelScoring.Of(chosen.Predictor, test, threads) : null },
            SeenTestRows = SeenRows.OfTest(plan),
        };
        return new Model([chosen.OneNetwork.With(info)], info, chosen.Rows);
    }

    /// <summary>The rest of a time budget; at least a millisecond, so that some training happens.</summary>
    internal static TimeSpan? Left(TimeSpan? budget, long start)
    {
        if (budget is not { } time)
            return null;
        TimeSpan least = TimeSpan.FromMilliseconds(1), left = time - Stopwatch.GetElapsedTime(start);
        return left > least ? left : least;
    }

    private sealed class Refitting(IProgress<TrainingProgress> progress) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => progress.Report(value with { IsRefit = true });
    }
}
