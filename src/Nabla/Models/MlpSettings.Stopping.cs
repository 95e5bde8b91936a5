using System.Text.Json.Serialization;

namespace Nabla.Models;

/// <content>What the tutorials on full-batch descent and on test scores set.</content>
public partial record MlpSettings
{
    /// <summary>
    /// The run stops when an epoch changes the training cost by at most this; null, the default, for not at all. With a full-batch
    /// solver, or a first-order rule whose batch is the whole training part.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? CostTolerance { get; init; }

    /// <summary>
    /// What the targets of a regression are divided by for training, as 100 for scores that a sigmoid predicts; predictions are in the
    /// targets' own units. Null, the default, standardizes them where the output is linear and leaves them as they are otherwise.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? TargetScale { get; init; }
}
