using System.Text.Json.Serialization;
using Nabla.Data;
using Nabla.Optimization;

namespace Nabla.Models;

/// <summary>
/// Information on the network that says how far off a model is for a row: it predicts ln |y − ŷ| of each target from the features of the
/// model, so that σ̂(x) is e to its output.
/// </summary>
public sealed record WidthInfo
{
    /// <summary>The scaling of its targets, the logarithms.</summary>
    public required Scaler TargetScaler { get; init; }

    /// <summary>The settings it was trained with.</summary>
    public required MlpSettings Settings { get; init; }

    /// <summary>Why its run ended, that of the run that chose the number of epochs if there were two.</summary>
    public StopReason Stop { get; init; }

    /// <summary>The epoch of its parameters.</summary>
    public int ChosenEpoch { get; init; }

    /// <summary>The rows that were held out to choose the number of epochs; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? HeldOutRows { get; init; }

    /// <summary>Information on it as a separate model; its columns are encoded and scaled as those of the whole.</summary>
    internal ModelInfo In(ModelInfo whole) => whole with
    {
        TargetScaler = this.TargetScaler,
        Settings = this.Settings,
        History = [],
        Stop = this.Stop,
        ChosenEpoch = this.ChosenEpoch,
        HeldOutRows = this.HeldOutRows,
        Divergence = null,
        Scores = new PartScores(null, null, null),
        Members = null,
        Conformal = null,
        Widths = null,
        Provenance = null,
    };
}
