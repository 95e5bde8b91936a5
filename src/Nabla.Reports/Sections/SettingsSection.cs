using System.Globalization;
using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Optimization;
using Nabla.Reports.Blocks;
using Nabla.Training;

namespace Nabla.Reports.Sections;

/// <summary>The settings of the model: with the same data they give the same bits.</summary>
public static class SettingsSection
{
    /// <summary>The section of a model.</summary>
    public static Section Of(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        (MlpSettings settings, NetworkSpec network) = (model.Info.Settings, model.Network);
        TrainingSettings training = settings.Training;
        string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
        (string, string)[] steps = training.Optimizer is FullBatchSolver
            ? [("gradient tolerance", Text($"{training.Tolerance}"))]
            : [("learning rate", Text($"{training.EffectiveLearningRate}")), ("batch size", training.BatchSize is { } size ? Text($"{size}") : "all rows at once")];
        (string, string)[] lines =
        [
            ("data", model.Info.DataName),
            ("features", Text($"{model.FeatureNames.Count}, {(settings.Preprocessing.Scaling == ScalerMethod.None ? "not scaled" : $"{Spaced(settings.Preprocessing.Scaling)} scaling")}")),
            .. model.Members.Count == 1 ? ((string, string)[])[] : [("networks", $"{Words.Count(model.Members.Count)}, whose predictions are averaged")],
            ("layers", string.Join("; ", network.NumberedLayers.Select(InWords))),
            ("loss", Text($"{network.Loss}, {(network.Reduction == Reduction.Mean ? "mean" : "sum")} over examples")),
            ("penalties", network.Penalties.Count == 0 ? "none" : string.Join(", ", network.Penalties)),
            ("optimizer", training.Optimizer!.ToString()),
            .. steps,
            .. Others(settings),
            ("epochs", $"{Words.Count(training.Epochs ?? 0)} at most{(model.Info.History.Count == 0 ? string.Empty : $", {Words.Count(model.Info.History[^1].Epoch)} run")}"),
            ("weight initializer", settings.Network.WeightInitializer?.ToString() ?? "chosen by each layer's activation"),
            ("bias initializer", settings.Network.BiasInitializer.ToString()),
            ("seed", Text($"{settings.Seed}")),
            ("precision", Spaced(settings.Precision)),
        ];
        return new Section("settings", "Settings", new TableBlock(["setting", "value"], [.. lines.Select(line => (IReadOnlyList<string>)[line.Item1, line.Item2])]));
    }

    /// <summary>The settings that differ from their defaults.</summary>
    private static IEnumerable<(string, string)> Others(MlpSettings settings)
    {
        (NetworkSettings network, TrainingSettings training) = (settings.Network, settings.Training);
        if (training.Schedule is { } schedule)
            yield return ("schedule", schedule.ToString());
        if (training.DropoutSchedule is { } dropouts)
            yield return ("schedule of dropout", dropouts.ToString());
        if (training.DecaySchedule is { } decays)
            yield return ("schedule of weight decay", decays.ToString());
        if (training.DecayAll)
            yield return ("what decays", "all parameters but biases, by the square of their rate factors");
        if (training.WeightDecay != 0)
            yield return ("weight decay", Invariant($"{training.WeightDecay}, decoupled"));
        if (training.MaxNorm is { } largest)
            yield return ("maximum norm of a unit's weights", Invariant($"{largest}"));
        if (training.ClipNorm is { } clip)
            yield return ("gradient clipped to norm", Invariant($"{clip}"));
        if (network.InputDropout != 0)
            yield return ("input dropout", Invariant($"{network.InputDropout}"));
        if (network.InputNoise != 0)
            yield return ("input noise", Invariant($"standard deviation {network.InputNoise}"));
        if (network.FeatureScale)
            yield return ("factor of each input", "learned");
        if (network.NumberEmbedding is { } numbers)
            yield return ("embedding of numbers", numbers.ToString());
        if (settings.Preprocessing.EmbedBeyond is { } beyond)
            yield return ("categories embedded beyond", Invariant($"{beyond.Levels} levels"));
        if (settings.Preprocessing.ClampPredictions)
            yield return ("predictions", "between the least and the greatest target of training");
        if (settings.Preprocessing.Embeddings is { Count: > 0 } embeddings)
            yield return ("embedded categories", string.Join(", ", embeddings));
        if (training.Frozen is { Count: > 0 } frozen)
            yield return ("frozen layers", string.Join(", ", frozen));
        if (training.RateFactors is { Count: > 0 } factors)
            yield return ("factors of the learning rate", string.Join(", ", factors.Select(factor => Invariant($"{factor}"))));
        if (training.PartRates is { Count: > 0 } rates)
            yield return ("factors of the learning rate of parts", string.Join(", ", rates));
        if (network.Ntk)
            yield return ("parametrization", "NTK");
        if (network.LabelSmoothing != 0)
            yield return ("label smoothing", Invariant($"{network.LabelSmoothing}"));
        if (settings.ClassWeights is { } weights)
            yield return ("class weights", weights.ToString());
        if (!training.Shuffle)
            yield return ("order of rows", "as given, in each epoch");
        if (training.ShuffleBlockRows is { } block)
            yield return ("order of rows", Invariant($"blocks of {block} rows, mixed in groups"));
        if (training.DropLast)
            yield return ("last batch of an epoch", "left out where it is smaller");
        yield return ("early stopping", EarlyStoppingOf(training));
        if (training.EvaluateEvery != 1)
            yield return ("validation", $"every {Words.Count(training.EvaluateEvery, "epoch")}");
        if (training.EvaluateTraining)
            yield return ("training loss", "of the whole part after each epoch");
        if (training.CostTolerance is { } change)
            yield return ("stops when the cost changes in an epoch by at most", Invariant($"{change}"));
        if (settings.Preprocessing.TargetScale is { } scale)
            yield return ("targets divided by", Invariant($"{scale}"));
        if (training.MaxEvaluations is { } evaluations)
            yield return ("maximum of evaluations", Words.Count(evaluations));
    }

    private static string EarlyStoppingOf(TrainingSettings training)
    {
        if (training.EarlyStopping == false)
            return "no";
        string after = $"after {Words.Count(training.Patience ?? 0, "epoch")} without an improvement";
        string change = training.MinChange == 0 ? string.Empty : Invariant($" of more than {training.MinChange}");
        string judge = $"{(training.JudgeBy == ValidationMeasure.Loss ? string.Empty : ", by accuracy")}{(training.LastBest ? ", the last of equals" : string.Empty)}";
        return $"{(training.EarlyStopping is null ? "where there is a validation part, " : string.Empty)}{after}{change}{judge}";
    }

    private static string InWords(NumberedLayer layer)
    {
        string bias = layer.Bias ? string.Empty : " without biases";
        string normalization = layer.Normalization == Normalization.None ? string.Empty : $", {Spaced(layer.Normalization)} normalization";
        string dropout = layer.Dropout == 0 ? string.Empty : $", dropout {layer.Dropout.ToString(CultureInfo.InvariantCulture)}";
        string residual = layer.IsResidual ? ", residual" : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"{layer.Units} {layer.Activation}{bias}{normalization}{dropout}{residual}");
    }

    /// <summary>The name of a value, as in "min max" for MinMax.</summary>
    private static string Spaced<TEnum>(TEnum value)
        where TEnum : struct, Enum
        => string.Concat(value.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
