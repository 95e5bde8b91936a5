using System.Globalization;
using Nabla.Networks;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>The regularizers of a network.</summary>
public static class Regularizers
{
    /// <summary>The regularizers in settings with their values, as command-line options.</summary>
    public static IEnumerable<(string Name, string Value)> Of(MlpSettings settings, bool hasValidation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (NetworkSettings network, TrainingSettings training) = (settings.Network, settings.Training);
        if (network.L1 != 0)
            yield return ("l1", Plain(network.L1));
        if (network.L2 != 0)
            yield return ("l2", Plain(network.L2));
        if (network.Dropout?.Any(p => p != 0) == true)
            yield return ("dropout", string.Join(',', network.Dropout.Select(Plain)));
        if (network.InputDropout != 0)
            yield return ("input-dropout", Plain(network.InputDropout));
        if (network.InputNoise != 0)
            yield return ("input-noise", Plain(network.InputNoise));
        if (network.LabelSmoothing != 0)
            yield return ("label-smoothing", Plain(network.LabelSmoothing));
        if (network.Normalization != Normalization.None)
            yield return ("normalization", network.Normalization.ToString().ToLowerInvariant());
        if (training.WeightDecay != 0)
            yield return ("weight-decay", Plain(training.WeightDecay));
        if (training.MaxNorm is { } norm)
            yield return ("max-norm", Plain(norm));
        if (training.ClipNorm is { } clip)
            yield return ("clip-norm", Plain(clip));
        if (settings.ClassWeights is { } weights)
            yield return ("class-weight", weights.ToString());
        if (training.EarlyStopping ?? hasValidation)
            yield return ("early-stopping", FormattableString.Invariant($"patience {training.Patience}"));
    }

    private static string Plain(double value) => value.ToString(CultureInfo.InvariantCulture);
}
