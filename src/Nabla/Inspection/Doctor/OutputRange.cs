using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;

namespace Nabla.Inspection;

/// <summary>A regression that is worse than predicting the training mean, for example because its outputs cannot reach the targets.</summary>
internal static class OutputRange
{
    public static IEnumerable<Finding> In(ExaminedRun run)
        => run.Parts?.Train is { } training && Of(run.Model, training) is { } finding ? [finding] : [];

    /// <summary>The finding; null if the fit is better than the mean.</summary>
    public static Finding? Of(Model model, Dataset training)
    {
        if (model.Task != LearningTask.Regression || model.Info.Scores.Training?.RSquared is not (< 0 and var fit))
            return null;
        double[] targets = training.Targets!.Data;
        (double lowest, double highest) = (targets.Min(), targets.Max());
        (double least, double most) = RangeOf(model.Network.OutputLayer.Activation);
        bool beyond = lowest < least || highest > most;
        string seen = $"R² is {Wording.Number(fit)} on the training part itself, worse than the mean alone, which has 0";
        return beyond
            ? new Finding(
                FindingKind.OutputRange,
                Severity.Critical,
                "output",
                $"{seen}, since the {model.Network.OutputLayer.Activation} output gives {Reach(least, most)} and the targets reach from {Wording.Number(lowest)} to {Wording.Number(highest)}",
                "use the output activation identity, or scale the targets into that range")
            : new Finding(FindingKind.OutputRange, Severity.Critical, "output", seen, "use a smaller learning rate, train longer, or scale the features");
    }

    private static (double Least, double Most) RangeOf(Activation activation) => activation switch
    {
        Sigmoid or Softmax => (0, 1),
        Tanh => (-1, 1),
        ReLU => (0, double.PositiveInfinity),
        _ => (double.NegativeInfinity, double.PositiveInfinity),
    };

    private static string Reach(double least, double most)
        => double.IsInfinity(most) ? $"{Wording.Number(least)} and above" : $"{Wording.Number(least)} to {Wording.Number(most)}";
}
