using System.Globalization;
using Nabla.Inspection;
using Nabla.Models;
using Nabla.Optimization;

namespace Nabla.Studio;

/// <summary>The doctor's advice as options, for the button beside a finding.</summary>
internal static class Remedies
{
    /// <summary>A finding with the options that may remedy it, if any.</summary>
    public static FoundThing Of(Finding finding, MlpSettings settings)
    {
        (string Label, (string Name, string? Value)[] Options)? remedy = Remedy(finding, settings);
        return new FoundThing(
            finding.Severity.ToString().ToLowerInvariant(),
            finding.Sentence,
            remedy?.Label,
            remedy?.Options.ToDictionary(option => option.Name, option => option.Value, StringComparer.Ordinal));
    }

    private static (string Label, (string Name, string? Value)[] Options)? Remedy(Finding finding, MlpSettings settings)
    {
        bool hasRate = settings.Training.Optimizer is UpdateRule;
        string Rate(double factor) => (settings.Training.EffectiveLearningRate * factor).ToString("G3", CultureInfo.InvariantCulture);
        return finding.Kind switch
        {
            FindingKind.Diverged when hasRate => ($"try a learning rate of {Rate(0.1)}", [("learning-rate", Rate(0.1))]),
            FindingKind.LearningRateTooHigh when hasRate => ($"try a learning rate of {Rate(1.0 / 3)}", [("learning-rate", Rate(1.0 / 3))]),
            FindingKind.LearningRateTooLow => Longer(settings),
            FindingKind.UnscaledInputs => ("scale the features", [("scale", "standard")]),
            FindingKind.DeadUnits => ("try leaky ReLU", [("activation", "leaky-relu")]),
            FindingKind.SaturatedUnits when settings.Network.WeightInitializer is not null => ("use the activation's default initializer", [("init", null), ("bias-init", null)]),
            FindingKind.SaturatedUnits or FindingKind.VanishingGradients => ("try ReLU", [("activation", "relu")]),
            FindingKind.ExplodingGradients when hasRate => ("clip the gradient at 1", [("clip-norm", "1")]),
            FindingKind.Underfitting when settings.Network.HiddenLayers.Count > 0 => ("try twice as many units", [("hidden", Sizes(settings, 2))]),
            FindingKind.Underfitting => ("add a hidden layer", [("hidden", "16")]),
            FindingKind.Overfitting when settings.Network.HiddenLayers.Count > 0 && hasRate => ("try dropout of 0.2", [("dropout", "0.2")]),
            FindingKind.Overfitting => ("try an L2 penalty", [("l2", settings.Network.L2 == 0 ? "0.0001" : (settings.Network.L2 * 10).ToString("R", CultureInfo.InvariantCulture))]),
            FindingKind.RareClass => ("weight classes equally", [("class-weight", "balanced")]),
            _ => null,
        };
    }

    private static (string Label, (string Name, string? Value)[] Options) Longer(MlpSettings settings)
    {
        string epochs = Math.Max(1, settings.Training.Epochs.GetValueOrDefault() * 3L).ToString(CultureInfo.InvariantCulture);
        return ($"train {epochs} epochs", [("epochs", epochs)]);
    }

    private static string Sizes(MlpSettings settings, int factor) => string.Join(',', settings.Network.HiddenLayers.Select(size => size * factor));
}
