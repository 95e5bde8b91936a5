using System.Text.Json.Serialization;

namespace Nabla.Models;

/// <summary>The scores of a model on some examples; scores that do not apply to its task are null.</summary>
/// <param name="Loss">The network's loss, without penalties; for a regression in the units of the scaled targets.</param>
/// <param name="Accuracy">Classification: the fraction of correct examples; labels: the fraction with all labels correct.</param>
/// <param name="RSquared">Regression: 1 − Σ(y − ŷ)² / Σ(y − mean)², averaged over targets.</param>
/// <param name="RootMeanSquaredError">Regression: √mean (y − ŷ)², in the targets' units.</param>
/// <param name="MeanAbsoluteError">Regression: mean |y − ŷ|, in the targets' units.</param>
public sealed record Scores(
    double Loss,
    double? Accuracy = null,
    double? RSquared = null,
    double? RootMeanSquaredError = null,
    double? MeanAbsoluteError = null)
{
    /// <summary>Labels: the fraction of correct labels, 1 − Hamming loss.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? LabelAccuracy { get; init; }
}
