using System.Globalization;
using Nabla.Networks;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>What kept a network from overfitting.</summary>
public static class Regularizers
{
    /// <summary>Those that settings have, with their values, as the options that set them.</summary>
    public static IEnumerable<(string Name, string Value)> Of(MlpSettings settings, bool hasValidation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.L1 != 0)
            yield return ("l1", Plain(settings.L1));
        if (settings.L2 != 0)
            yield return ("l2", Plain(settings.L2));
        if (settings.Dropout?.Any(p => p != 0) == true)
            yield return ("dropout", string.Join(',', settings.Dropout.Select(Plain)));
        if (settings.InputDropout != 0)
            yield return ("input-dropout", Plain(settings.InputDropout));
        if (settings.InputNoise != 0)
            yield return ("input-noise", Plain(settings.InputNoise));
        if (settings.LabelSmoothing != 0)
            yield return ("label-smoothing", Plain(settings.LabelSmoothing));
        if (settings.Normalization != Normalization.None)
            yield return ("normalization", settings.Normalization.ToString().ToLowerInvariant());
        if (settings.WeightDecay != 0)
            yield return ("weight-decay", Plain(settings.WeightDecay));
        if (settings.MaxNorm is { } norm)
            yield return ("max-norm", Plain(norm));
        if (settings.ClipNorm is { } clip)
            yield return ("clip-norm", Plain(clip));
        if (settings.ClassWeights is { } weights)
            yield return ("class-weight", weights.ToString());
        if (settings.EarlyStopping ?? hasValidation)
            yield return ("early-stopping", FormattableString.Invariant($"patience {settings.Patience ?? new EarlyStopping().Patience}"));
    }

    private static string Plain(double value) => value.ToString(CultureInfo.InvariantCulture);
}
