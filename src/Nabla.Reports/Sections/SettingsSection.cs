using System.Globalization;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Optimization;
using Nabla.Reports.Blocks;
using Nabla.Training;

namespace Nabla.Reports.Sections;

/// <summary>What the model was trained with: with the same data it gives the same bits.</summary>
public static class SettingsSection
{
    /// <summary>The section of a model.</summary>
    public static Section Of(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        (MlpSettings settings, NetworkSpec network) = (model.Info.Settings, model.Network);
        string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
        (string, string)[] steps = settings.Optimizer is FullBatchSolver
            ? [("gradient tolerance", Text($"{settings.Tolerance ?? 1e-5}"))]
            : [("learning rate", Text($"{settings.EffectiveLearningRate}")), ("batch size", settings.BatchSize is { } size ? Text($"{size}") : "all rows at once")];
        (string, string)[] lines =
        [
            ("data", model.Info.DataName),
            ("features", Text($"{model.FeatureNames.Count}, scaled by {Spaced(settings.Scaling)}")),
            ("layers", string.Join("; ", network.NumberedLayers.Select(InWords))),
            ("loss", Text($"{network.Loss}, {(network.Reduction == Reduction.Mean ? "mean" : "sum")} over examples")),
            ("penalties", network.Penalties.Count == 0 ? "none" : string.Join(", ", network.Penalties)),
            ("optimizer", settings.Optimizer!.ToString()),
            .. steps,
            .. Others(settings),
            ("epochs", Text($"{settings.Epochs} asked for, {(model.Info.History.Count == 0 ? 0 : model.Info.History[^1].Epoch)} done")),
            ("weights start", settings.WeightInitializer?.ToString() ?? "as each layer's activation wants"),
            ("biases start", settings.BiasInitializer.ToString()),
            ("seed", Text($"{settings.Seed}")),
            ("precision", Spaced(settings.Precision)),
        ];
        return new Section("settings", "Settings", new TableBlock(["setting", "value"], [.. lines.Select(line => (IReadOnlyList<string>)[line.Item1, line.Item2])]));
    }

    /// <summary>What the run had beside the usual.</summary>
    private static IEnumerable<(string, string)> Others(MlpSettings settings)
    {
        if (settings.Schedule is { } schedule)
            yield return ("schedule", schedule.ToString());
        if (settings.WeightDecay != 0)
            yield return ("weight decay", Invariant($"{settings.WeightDecay}, decoupled"));
        if (settings.MaxNorm is { } largest)
            yield return ("largest norm of a unit's weights", Invariant($"{largest}"));
        if (settings.ClipNorm is { } clip)
            yield return ("largest norm of the gradient", Invariant($"{clip}"));
        if (settings.InputDropout != 0)
            yield return ("input dropout", Invariant($"{settings.InputDropout}"));
        if (settings.InputNoise != 0)
            yield return ("input noise", Invariant($"standard deviation {settings.InputNoise}"));
        if (settings.LabelSmoothing != 0)
            yield return ("label smoothing", Invariant($"{settings.LabelSmoothing}"));
        if (settings.ClassWeights is { } weights)
            yield return ("class weights", weights.ToString());
        if (settings.FixedOrder)
            yield return ("order of rows", "their own, each epoch");
        yield return ("early stopping", EarlyStoppingOf(settings));
        if (settings.EvaluateEvery is { } every)
            yield return ("validation", $"every {Words.Count(every, "epoch")}");
        if (settings.MaxEvaluations is { } evaluations)
            yield return ("most evaluations", Words.Count(evaluations));
    }

    private static string EarlyStoppingOf(MlpSettings settings)
    {
        if (settings.EarlyStopping == false)
            return "no";
        string after = Invariant($"after {settings.Patience ?? new EarlyStopping().Patience} epochs without an improvement");
        string change = settings.MinChange == 0 ? string.Empty : Invariant($" of more than {settings.MinChange}");
        return $"{(settings.EarlyStopping is null ? "where there is a validation part, " : string.Empty)}{after}{change}";
    }

    private static string InWords(NumberedLayer layer)
    {
        string bias = layer.Bias ? string.Empty : " without biases";
        string normalization = layer.Normalization == Normalization.None ? string.Empty : $", {Spaced(layer.Normalization)} normalization";
        string dropout = layer.Dropout == 0 ? string.Empty : $", dropout {layer.Dropout.ToString(CultureInfo.InvariantCulture)}";
        return string.Create(CultureInfo.InvariantCulture, $"{layer.Units} {layer.Activation}{bias}{normalization}{dropout}");
    }

    /// <summary>The name of a value, as in "min max" for MinMax.</summary>
    private static string Spaced<TEnum>(TEnum value)
        where TEnum : struct, Enum
        => string.Concat(value.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
