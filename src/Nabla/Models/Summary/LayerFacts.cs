using Nabla.Networks;

namespace Nabla.Models;

/// <summary>Describes the layers of a network other than dense ones, as text.</summary>
internal static class LayerFacts
{
    /// <summary>The layers before the first dense layer, such as "feature-scale, embedding of city 12 × 5"; empty if there are none.</summary>
    public static string OfInputs(Model model)
        => string.Join(", ", model.Network.Layers.TakeWhile(layer => layer is not (Dense or Residual)).Select(layer => Words(layer, model.Preprocessor.FeatureNames)));

    /// <summary>The attributes of a numbered layer, such as "residual, dropout 0.1, frozen"; empty if there are none.</summary>
    public static string Of(NumberedLayer layer, int number, MlpSettings settings)
    {
        string[] residual = layer.IsResidual ? ["residual"] : [];
        string[] frozen = settings.Training.Frozen?.Contains(number) == true ? ["frozen"] : [];
        string[] rate = settings.Training.RateFactors is { } factors && factors.Count >= number && factors[number - 1] != 1 ? [Invariant($"rate × {factors[number - 1]}")] : [];
        return string.Join(", ", [.. residual, .. layer.Following.Where(one => one is not (PReLU or FanInScale)).Select(one => Words(one, [])), .. frozen, .. rate]);
    }

    private static string Words(LayerSpec layer, IReadOnlyList<string> features) => layer switch
    {
        PeriodicEmbedding numbers => Invariant($"{numbers.Columns.Count} numbers × {numbers.Size} (periodic)"),
        PiecewiseLinear numbers => Invariant($"{numbers.Columns.Count} numbers in bins"),
        Mixed => "mixed with the identity",
        Normalize normalize => $"{normalize.Kind.ToString().ToLowerInvariant()} normalization",
        Dropout dropout => Invariant($"dropout {dropout.Probability}"),
        GaussianNoise noise => Invariant($"noise {noise.StandardDeviation}"),
        Embedding embedding => $"embedding of {string.Join(" and ", embedding.Columns.Select(column => Invariant($"{NameOf(column.Column, features)} {column.Levels} × {column.Size}")))}",
        _ => LayerSpec.All.FirstOrDefault(entry => entry.Type == layer.GetType())?.Name ?? layer.GetType().Name,
    };

    private static string NameOf(int column, IReadOnlyList<string> features) => column < features.Count ? features[column] : Invariant($"input {column + 1}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
