using Nabla.Models;
using Nabla.Networks;
using Nabla.Optimization;
using Nabla.Reports.Blocks;
using Nabla.Reports.Figures;
using Nabla.Reports.Pictures;
using Nabla.Training;

namespace Nabla.Reports.Sections;

/// <summary>
/// The history of training: loss, accuracy and learning rate by epoch, and for full-batch solvers, cost and gradient by evaluation.
/// </summary>
public static class TrainingSection
{
    private const string Test = "test, for display only";

    /// <summary>The section of a model; null if its history has only one epoch.</summary>
    /// <param name="model">The model.</param>
    /// <param name="unseen">The scores on the test part during training, if they are known and there was no validation part; they are drawn but had
    /// no influence.</param>
    public static Section? Of(Model model, IReadOnlyList<UnseenScore>? unseen = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ModelInfo info = model.Info;
        if (info.History.Count < 2)
            return null;
        Figure loss = Loss(info.History, info.ChosenEpoch, unseen);
        var blocks = new List<Block>
        {
            new Prose($"{Words.Count(info.History[^1].Epoch, "epoch")}; {info.Stop.Message()}. {Chosen(info, unseen)}"),
            model.Network.Reduction == Reduction.Sum ? Summed(loss) : loss,
        };
        if (info.History.Any(record => record.Evaluations is not null))
            blocks.Add(ByEvaluation(info.History, info.ChosenEpoch));
        if (info.History.Any(record => record.TrainingAccuracy is not null))
            blocks.Add(Accuracy(info.History, info.ChosenEpoch, unseen));
        if (info.History.Skip(1).Select(record => record.LearningRate).Distinct().Count() > 1)
            blocks.Add(LearningRate(info.History));
        if (info.History.Any(record => record.GradientNorms is not null))
            blocks.Add(GradientNorms(info.History, info.ChosenEpoch));
        if (info.History.Any(record => record.WeightNorms is not null))
            blocks.Add(WeightNorms(info.History, info.ChosenEpoch));
        return new Section("training", "Training", [.. info.IsRefit ? blocks.Select(block => Retrained(block, info.ChosenEpoch)) : blocks]);
    }

    /// <summary>Training and validation loss by epoch.</summary>
    /// <param name="history">The epochs, from epoch 0.</param>
    /// <param name="chosenEpoch">The epoch to mark, if a validation part chose it.</param>
    /// <param name="unseen">Scores of the test part during training, drawn if there is no validation part.</param>
    public static Figure Loss(IReadOnlyList<EpochRecord> history, int chosenEpoch, IReadOnlyList<UnseenScore>? unseen = null) => ByEpoch(
        new Figure("loss", "Loss by epoch", Described("Loss", history, record => record.TrainingLoss, record => record.ValidationLoss, Words.Number, lowest: true))
        {
            Y = new Axis("loss") { OffersLogarithmic = history.All(record => record.TrainingLoss > 0 && record.ValidationLoss is null or > 0) },
        },
        history,
        chosenEpoch,
        record => record.TrainingLoss,
        record => record.ValidationLoss,
        [.. (unseen ?? []).Select(score => ((double)score.Epoch, score.Loss))]);

    /// <summary>Training and validation accuracy by epoch.</summary>
    /// <inheritdoc cref="Loss"/>
    public static Figure Accuracy(IReadOnlyList<EpochRecord> history, int chosenEpoch, IReadOnlyList<UnseenScore>? unseen = null) => ByEpoch(
        new Figure("accuracy", "Accuracy by epoch", Described("Accuracy", history, record => record.TrainingAccuracy, record => record.ValidationAccuracy, Words.Percent, lowest: false))
        {
            Y = new Axis("accuracy") { Format = ".0%" },
        },
        history,
        chosenEpoch,
        record => record.TrainingAccuracy,
        record => record.ValidationAccuracy,
        [.. (unseen ?? []).Where(score => score.Accuracy is not null).Select(score => ((double)score.Epoch, score.Accuracy!.Value))]);

    /// <summary>The training cost of a full-batch solver and the norm of its gradient, by the number of evaluations.</summary>
    /// <param name="history">The epochs, each one iteration, from epoch 0.</param>
    /// <param name="chosenEpoch">The epoch to mark, if a validation part chose it.</param>
    public static Figure ByEvaluation(IReadOnlyList<EpochRecord> history, int chosenEpoch)
    {
        ArgumentNullException.ThrowIfNull(history);
        EpochRecord[] known = [.. history.Where(record => record.Evaluations is not null)];
        EpochRecord first = known[0], last = known[^1];
        double[] evaluations = [.. known.Select(record => (double)record.Evaluations!.Value)], costs = [.. known.Select(record => record.TrainingLoss)];
        double[] norms = [.. known.Select(record => record.GradientNorms is { } layers ? Math.Sqrt(layers.Sum(norm => norm * norm)) : double.NaN)];
        bool positive = costs.Concat(norms).All(value => value > 0 || double.IsNaN(value));
        double chosen = known.LastOrDefault(record => record.Epoch <= chosenEpoch, first).Evaluations!.Value;
        string gradient = Array.FindAll(norms, double.IsFinite) is [var from, .., var to] ? $"; the norm of the gradient goes from {Words.Number(from)} to {Words.Number(to)}" : string.Empty;
        var figure = new Figure(
            "evaluations",
            "Cost by evaluation",
            $"The cost goes from {Words.Number(costs[0])} after {Words.Count(first.Evaluations!.Value, "evaluation")} of cost and gradient to {Words.Number(costs[^1])} after {Words.Count(last.Evaluations!.Value)}{gradient}.")
        {
            X = new Axis("evaluations of cost and gradient"),
            Y = new Axis("cost and norm") { Logarithmic = positive, OffersLogarithmic = positive },
        };
        Figure drawn = Curves.Of(figure, evaluations, [("cost", costs), ("norm of the gradient", norms)], always: chosen);
        return drawn with { Traces = [drawn.Traces[0] with { Color = Tint.Training }, drawn.Traces[1] with { Color = Tint.Layer(0, 1) }], Marks = [.. Kept(history, chosenEpoch).Select(mark => mark with { X = chosen })] };
    }

    /// <summary>The learning rate by epoch.</summary>
    /// <param name="history">The epochs, from epoch 0, which has no rate.</param>
    public static Figure LearningRate(IReadOnlyList<EpochRecord> history)
    {
        ArgumentNullException.ThrowIfNull(history);
        double[] epochs = [.. history.Skip(1).Select(record => (double)record.Epoch)], rates = [.. history.Skip(1).Select(record => record.LearningRate)];
        var figure = new Figure("learning-rate", "Learning rate by epoch", $"The learning rate goes from {Words.Number(rates[0])} to {Words.Number(rates[^1])}{(rates.Max() > Math.Max(rates[0], rates[^1]) ? $", with a maximum of {Words.Number(rates.Max())} between" : string.Empty)}.")
        {
            X = new Axis("epoch") { Whole = true },
            Y = new Axis("learning rate") { OffersLogarithmic = rates.All(rate => rate > 0), IncludesZero = true },
        };
        Figure drawn = Curves.Of(figure, epochs, [("learning rate", rates)]);
        return drawn with { Traces = [drawn.Traces[0] with { Color = Tint.Ink }] };
    }

    /// <summary>The norm of the gradient with respect to each layer's weights, in the last step of each epoch.</summary>
    /// <param name="history">The epochs, from epoch 0.</param>
    /// <param name="chosenEpoch">The epoch to mark, if a validation part chose it.</param>
    public static Figure GradientNorms(IReadOnlyList<EpochRecord> history, int chosenEpoch)
        => LayerNorms.Of("gradient-norms", "Gradient norm by layer", "‖∂C/∂W‖ of the weights", history, (chosenEpoch, Kept(history, chosenEpoch)), record => record.GradientNorms);

    /// <summary>The norm of each layer's weights after each epoch.</summary>
    /// <inheritdoc cref="GradientNorms"/>
    public static Figure WeightNorms(IReadOnlyList<EpochRecord> history, int chosenEpoch)
        => LayerNorms.Of("weight-norms", "Weight norm by layer", "‖W‖ of the weights", history, (chosenEpoch, Kept(history, chosenEpoch)), record => record.WeightNorms);

    private static string Chosen(ModelInfo info, IReadOnlyList<UnseenScore>? unseen)
    {
        if (info is { HeldOutRows: { } rows, IsRefit: true })
            return $"The curves and the validation score are from a run that held out {Words.Count(rows, "row")} of the training part to choose the number of epochs. The model was then retrained on the whole training part for {Words.Count(info.ChosenEpoch, "epoch")}.";
        if (info.History.Any(record => record.ValidationLoss is not null))
            return $"The model is the network after epoch {Words.Count(info.ChosenEpoch)}.";
        return unseen is { Count: > 0 }
            ? "There was no validation part. The curves of the test part show whether the network overfits; they were not used to choose anything."
            : "There was no validation part, so no curve shows whether the network overfits. --validation-size 0.2 adds one.";
    }

    // The larger part has the larger sum, for any network.
    private static Figure Summed(Figure loss) => loss with
    {
        Description = $"{loss.Description} The loss is a sum over the rows of a part, so parts of different sizes cannot be compared by it.",
        Y = loss.Y with { Title = "loss, summed over rows" },
    };

    // For a retrained model, the epoch is chosen, but its network is not kept.
    private static Block Retrained(Block block, int chosenEpoch) => block is Figure figure
        ? figure with { Marks = [.. figure.Marks.Select(mark => mark with { Label = $"epoch {Words.Count(chosenEpoch)} chosen" })] }
        : block;

    private static Mark[] Kept(IReadOnlyList<EpochRecord> history, int chosenEpoch)
        => history.Any(record => record.ValidationLoss is not null) ? [new(chosenEpoch, $"epoch {Words.Count(chosenEpoch)} kept")] : [];

    private static Figure ByEpoch(
        Figure figure,
        IReadOnlyList<EpochRecord> history,
        int chosenEpoch,
        Func<EpochRecord, double?> training,
        Func<EpochRecord, double?> validation,
        IReadOnlyList<(double Epoch, double Value)> unseen)
    {
        double[] Values(Func<EpochRecord, double?> value) => [.. history.Select(record => value(record) ?? double.NaN)];
        var series = new List<(string, IReadOnlyList<double>)> { ("training", Values(training)) };
        if (history.Any(record => validation(record) is not null))
            series.Add(("validation", Values(validation)));
        Figure drawn = Curves.Of(figure, [.. history.Select(record => (double)record.Epoch)], series, always: chosenEpoch);
        bool alone = series.Count == 1 && unseen.Count > 0;
        Trace[] test = alone ? [new LineTrace(Test, [.. unseen.Select(score => score.Epoch)], [.. unseen.Select(score => score.Value)]) { Color = Tint.Test, Dashed = true }] : [];
        return drawn with
        {
            X = new Axis("epoch") { Whole = true },
            Traces = [.. drawn.Traces.Select((line, i) => line with { Color = i == 0 ? Tint.Training : Tint.Validation }), .. test],
            Marks = Kept(history, chosenEpoch),
        };
    }

    private static string Described<TValue>(
        string what, IReadOnlyList<EpochRecord> history, Func<EpochRecord, TValue> training, Func<EpochRecord, double?> validation, Func<double, string> format, bool lowest)
    {
        string Value(TValue value) => value is double known ? format(known) : "unknown";
        string text = $"{what} on the training part goes from {Value(training(history[0]))} at epoch {Words.Count(history[0].Epoch)} to {Value(training(history[^1]))} at epoch {Words.Count(history[^1].Epoch)}";
        IEnumerable<EpochRecord> judged = history.Where(record => validation(record) is not null);
        EpochRecord? best = lowest ? judged.MinBy(record => validation(record)) : judged.MaxBy(record => validation(record));
        return best is null
            ? text + "."
            : $"{text}; on the validation part it is {(lowest ? "lowest" : "highest")}, {format(validation(best)!.Value)}, at epoch {Words.Count(best.Epoch)}.";
    }
}
