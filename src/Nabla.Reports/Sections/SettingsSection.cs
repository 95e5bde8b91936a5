using System.Globalization;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Reports.Blocks;

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
        (string, string)[] lines =
        [
            ("data", model.Info.DataName),
            ("features", Text($"{model.FeatureNames.Count}, scaled by {Spaced(settings.Scaling)}")),
            ("layers", string.Join(", ", network.Layers.Select(layer => Text($"{layer.Units} {layer.Activation}{(layer.Bias ? string.Empty : " without biases")}")))),
            ("loss", Text($"{network.Loss}, {(network.Reduction == Reduction.Mean ? "mean" : "sum")} over examples")),
            ("penalties", network.Penalties.Count == 0 ? "none" : string.Join(", ", network.Penalties)),
            ("solver", settings.Solver.ToString()),
            ("learning rate", Text($"{settings.EffectiveLearningRate}")),
            ("batch size", settings.BatchSize is { } size ? Text($"{size}") : "all rows at once"),
            ("epochs", Text($"{settings.Epochs} asked for, {(model.Info.History.Count == 0 ? 0 : model.Info.History[^1].Epoch)} done")),
            ("weights start", settings.WeightInitializer?.ToString() ?? "as each layer's activation wants"),
            ("biases start", settings.BiasInitializer.ToString()),
            ("seed", Text($"{settings.Seed}")),
            ("precision", Spaced(settings.Precision)),
        ];
        return new Section("settings", "Settings", new Table(["setting", "value"], [.. lines.Select(line => (IReadOnlyList<string>)[line.Item1, line.Item2])]));
    }

    /// <summary>The name of a value, as in "min max" for MinMax.</summary>
    private static string Spaced<TEnum>(TEnum value)
        where TEnum : struct, Enum
        => string.Concat(value.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
