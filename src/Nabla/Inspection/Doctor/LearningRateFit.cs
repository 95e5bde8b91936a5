using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Inspection;

/// <summary>Whether the learning rate was too high or too low, by the curve of the training loss.</summary>
internal static class LearningRateFit
{
    private const int LeastEpochs = 10;

    /// <summary>A training loss above this multiple of its initial value counts as a jump.</summary>
    private const double Leap = 2;

    /// <summary>The mean change between epochs in the second half of a run, relative to the whole decrease, that counts as oscillation.</summary>
    private const double Unrest = 0.05;

    /// <summary>With a linear decrease, the last quarter of the epochs has a share of .25.</summary>
    private const double StillFalling = 0.2;

    public static IEnumerable<Finding> In(ExaminedRun run)
    {
        if (!run.HasLearningRate || run.History.Count < 2)
            yield break;
        double rate = run.Settings.Training.EffectiveLearningRate;
        if (TooHigh(run.History) is { } seen)
        {
            yield return new Finding(
                FindingKind.LearningRateTooHigh,
                Severity.Warning,
                "learning rate",
                seen,
                $"lower the learning rate, here {Wording.Number(rate)}, by a factor of 3 to 10, or lower it by a schedule");
        }
        else if (IsStillFalling(run, out double share) && ModelFit.Rise(run) is null)
        {
            yield return new Finding(
                FindingKind.LearningRateTooLow,
                Severity.Warning,
                "learning rate",
                $"the training loss was still falling at the end: from {Wording.Number(run.History[0].TrainingLoss)} to {Wording.Number(run.History[^1].TrainingLoss)}, with {Wording.Percent(share)} of the decrease in the last quarter of the epochs",
                $"raise the learning rate, here {Wording.Number(rate)}, by a factor of 3 to 10, or train for more epochs");
        }
    }

    /// <summary>Whether a run ended while its training loss was still decreasing at a similar rate.</summary>
    public static bool IsStillFalling(ExaminedRun run, out double share)
    {
        IReadOnlyList<EpochRecord> history = run.History;
        int last = history.Count - 1;
        share = 0;
        if (history[last].Epoch < LeastEpochs || run.Model.Info.Stop is not (StopReason.MaxEpochs or StopReason.TimeBudget or StopReason.Cancelled))
            return false;
        double fall = history[0].TrainingLoss - history[last].TrainingLoss;
        share = (history[last * 3 / 4].TrainingLoss - history[last].TrainingLoss) / fall;
        int rises = Enumerable.Range(1, last).Count(i => history[i].TrainingLoss > history[i - 1].TrainingLoss);
        return fall > 0 && share > StillFalling && rises < 0.2 * last;
    }

    private static string? TooHigh(IReadOnlyList<EpochRecord> history)
    {
        double before = history[0].TrainingLoss;
        EpochRecord worst = history.MaxBy(record => record.TrainingLoss)!;
        if (worst.TrainingLoss > Leap * before)
            return $"the training loss jumped from {Wording.Number(before)} to {Wording.Number(worst.TrainingLoss)} in epoch {worst.Epoch}";
        if (history[^1].Epoch < LeastEpochs)
            return null;
        int half = history.Count / 2;
        double[] changes = [.. Enumerable.Range(half, history.Count - half).Select(i => history[i].TrainingLoss - history[i - 1].TrainingLoss)];
        double learned = Math.Max(before - history.Min(record => record.TrainingLoss), 0.2 * Math.Abs(before));
        double unrest = changes.Average(Math.Abs) / learned;
        return unrest > Unrest && changes.Count(change => change > 0) > 0.25 * changes.Length
            ? $"the training loss changes by {Wording.Percent(unrest)} of its whole decrease from one epoch to the next"
            : null;
    }
}
