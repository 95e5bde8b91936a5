using System.Diagnostics;
using System.Numerics;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>
/// A run on a part of the training rows that chooses the number of epochs, then a run on all of them for so many (Goodfellow, Bengio and
/// Courville, <i>Deep Learning</i>, 2016, algorithm 7.2).
/// </summary>
internal static class RefitRun
{
    private const string Folder = "refit";

    /// <summary>Trains both.</summary>
    /// <returns>
    /// The model of the second run, with history, reason to stop and validation score of the first; that of the first alone if it was
    /// interrupted or diverged, or the second was not completed.
    /// </returns>
    public static (Model Model, TrainingResult Result) Run<T>(TrainingPlan choosing, TrainingPlan plan, RunControl control)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ModelRun.CheckKinds<T>(plan);
        long start = Stopwatch.GetTimestamp();
        (Model chosen, TrainingResult result) = ModelRun.Run<T>(choosing, control);
        if (result.Stop is StopReason.Cancelled or StopReason.TimeBudget or StopReason.Diverged or StopReason.NonFiniteStart)
            return (Alone(result.Stop), result);
        RunControl second = control with
        {
            Observer = null,
            Progress = control.Progress is { } progress ? new Refitting(progress) : null,
            TimeBudget = Left(control.TimeBudget, start),
            Checkpoints = control.Checkpoints is { } options ? options with { Folder = Path.Join(options.Folder, Folder) } : null,
        };
        (Model model, TrainingResult refit) = ModelRun.Run<T>(plan.For(Math.Max(1, result.ChosenEpoch)), second);
        if (refit.Stop != StopReason.MaxEpochs)
            return (Alone(refit.Stop), result with { Stop = refit.Stop, StopMessage = refit.StopMessage });
        ModelInfo info = model.Info with
        {
            Settings = plan.Settings,
            History = chosen.Info.History,
            Stop = chosen.Info.Stop,
            ChosenEpoch = chosen.Info.ChosenEpoch,
            HeldOutRows = choosing.Parts.Validation!.Rows,
            Scores = model.Info.Scores with { Validation = chosen.Info.Scores.Validation },
        };
        return (new Model(model.Runner, info), result);

        // The model of the first run, as it is if nothing follows.
        Model Alone(StopReason stop) => new(chosen.Runner, chosen.Info with
        {
            Split = plan.Parts.Split,
            Settings = plan.Settings,
            Stop = stop,
            Scores = chosen.Info.Scores with { Test = plan.Parts.Test is { } test ? chosen.Score(test, control.ThreadCount) : null },
        });
    }

    private static TimeSpan? Left(TimeSpan? budget, long start)
    {
        if (budget is not { } time)
            return null;
        TimeSpan left = time - Stopwatch.GetElapsedTime(start);
        return left > TimeSpan.FromMilliseconds(1) ? left : TimeSpan.FromMilliseconds(1);
    }

    private sealed class Refitting(IProgress<TrainingProgress> progress) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => progress.Report(value with { IsRefit = true });
    }
}
