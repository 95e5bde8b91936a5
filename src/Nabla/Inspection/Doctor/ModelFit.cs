using Nabla.Data;
using Nabla.Models;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Inspection;

/// <summary>Whether a model underfits or overfits.</summary>
internal static class ModelFit
{
    /// <summary>The minimum improvement over the majority class or the mean on the training part, as a fraction of the possible improvement.</summary>
    private const double LeastSkill = 0.3;

    private const int LeastRows = 20;
    private const double AccuracyGap = 0.1;
    private const double StandardErrors = 3;
    private const double RSquaredGap = 0.2;
    private const double ErrorRatio = 3;
    private const double LossRise = 1.25;
    private const int EpochsOfRise = 10;

    public static IEnumerable<Finding> In(ExaminedRun run)
    {
        // A diverged run is not judged.
        if (run.Model.Info.Stop is StopReason.Diverged or StopReason.NonFiniteStart)
            yield break;
        if ((Under(run) ?? Over(run)) is { } finding)
            yield return finding;
    }

    private static Finding? Under(ExaminedRun run)
    {
        if (run.Parts?.Train is not { } training || run.Model.Info.Scores.Training is not { } scores || LearningRateFit.IsStillFalling(run, out _))
            return null;
        double majority = MajorityOf(training);
        double score = scores.Accuracy ?? scores.RSquared ?? double.NaN;
        if (!((score - majority) / (1 - majority) < LeastSkill))
            return null;
        return new Finding(
            FindingKind.Underfitting,
            Severity.Warning,
            "training part",
            scores.Accuracy is null
                ? $"R² is {Wording.Number(score)} even on the training part, and the mean alone has 0"
                : $"{Wording.Percent(score)} of the training part are right, and the {(training.Task == LearningTask.MultiLabel ? "most frequent labels alone have" : "majority class alone has")} {Wording.Percent(majority)}",
            "use more or larger layers, train longer, or regularize less; if that does not help, the features do not determine the target");
    }

    /// <summary>The share of the most frequent class or set of labels; 0 for a regression.</summary>
    private static double MajorityOf(Dataset data) => data.Task switch
    {
        LearningTask.Classification => Largest(data.Labels),
        LearningTask.MultiLabel => Largest(Enumerable.Range(0, data.Rows).Select(row => string.Concat(data.Targets!.Row(row).ToArray()))),
        _ => 0,
    };

    private static double Largest<T>(IEnumerable<T> kinds)
        where T : notnull
    {
        int[] counts = [.. kinds.CountBy(kind => kind).Select(pair => pair.Value)];
        return (double)counts.Max() / counts.Sum();
    }

    private static Finding? Over(ExaminedRun run)
    {
        PartScores scores = run.Model.Info.Scores;
        SplitSettings? split = run.Model.Info.Split;
        (string part, Scores? held, int? rows) = scores.Test is null
            ? ("validation", scores.Validation, run.Parts?.Validation?.Rows ?? run.Model.Info.HeldOutRows ?? (int?)(split?.ValidationFraction * split?.Rows))
            : ("test", scores.Test, run.Parts?.Test?.Rows ?? (int?)(split?.TestFraction * split?.Rows));
        string? seen = Rise(run) ?? (scores.Training is { } known && held is not null ? Gap(known, held, part, rows ?? 0) : null);
        return seen is null ? null : new Finding(
            FindingKind.Overfitting,
            Severity.Warning,
            "training part",
            seen,
            "use early stopping with a validation part, weight decay or dropout, a smaller network, or more rows");
    }

    private static string? Gap(Scores training, Scores held, string part, int rows)
    {
        if (rows < LeastRows)
            return null;
        if (training.Accuracy is { } known && held.Accuracy is { } right)
        {
            return known - right > Math.Max(AccuracyGap, StandardErrors * Math.Sqrt(right * (1 - right) / rows))
                ? $"{Wording.Percent(known)} of the training part are right, but only {Wording.Percent(right)} of the {part} part"
                : null;
        }

        return training.RSquared is { } fit && held.RSquared is { } left && fit - left > RSquaredGap && 1 - left > ErrorRatio * (1 - fit)
            ? $"R² is {Wording.Number(fit)} on the training part, but only {Wording.Number(left)} on the {part} part"
            : null;
    }

    /// <summary>A validation loss that rises again during training, unless the best epoch was restored.</summary>
    public static string? Rise(ExaminedRun run)
    {
        EpochRecord[] judged = [.. run.History.Where(record => record.ValidationLoss is not null && record.Epoch <= run.Model.Info.ChosenEpoch)];
        if (judged.Length == 0 || run.Parts?.Validation is { Rows: < LeastRows })
            return null;
        (EpochRecord best, EpochRecord last) = (judged.MinBy(record => record.ValidationLoss)!, judged[^1]);
        return last.ValidationLoss > LossRise * best.ValidationLoss && last.Epoch >= best.Epoch + EpochsOfRise && last.TrainingLoss < best.TrainingLoss
            ? $"the validation loss was lowest in epoch {best.Epoch}, {Wording.Number(best.ValidationLoss!.Value)}, and rose to {Wording.Number(last.ValidationLoss!.Value)} by epoch {last.Epoch}"
            : null;
    }
}
