using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Inspection;

/// <summary>Runs that ended because a number was no longer finite.</summary>
internal static class DivergedRun
{
    public static IEnumerable<Finding> In(ExaminedRun run)
    {
        if (run.Model.Info.Stop is not (StopReason.Diverged or StopReason.NonFiniteStart))
            yield break;
        Divergence? where = run.Model.Info.Divergence;
        yield return new Finding(
            FindingKind.Diverged,
            Severity.Critical,
            where?.Layer is { } layer ? $"layer {layer}" : "the cost",
            where is null
                ? $"the run stopped after epoch {run.History[^1].Epoch} because the cost or the gradient was not finite"
                : $"the run diverged: in epoch {where.Epoch}, step {where.Step}, {where.What} had a value that is not finite",
            run.HasLearningRate
                ? $"lower the learning rate, here {Wording.Number(run.Settings.Training.EffectiveLearningRate)}, by a factor of 10, or clip the gradient; scale inputs that are large"
                : "scale inputs that are large, or start with smaller weights");
    }
}
