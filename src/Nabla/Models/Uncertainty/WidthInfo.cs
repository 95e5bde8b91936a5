using System.Text.Json.Serialization;
using Nabla.Data;
using Nabla.Optimization;

namespace Nabla.Models;

/// <summary>
/// Information on the width network, which predicts the error of the model for a row: ln |y − ŷ| of each target from the features of the model, so
/// that σ̂(x) is e to its output.
/// </summary>
public sealed record WidthInfo
{
    /// <summary>The scaler of its targets, the logarithms.</summary>
    public required Scaler TargetScaler { get; init; }

    /// <summary>The settings of training.</summary>
    public required MlpSettings Settings { get; init; }

    /// <summary>The reason why training ended; of two runs, that of the run that chose the number of epochs.</summary>
    public StopReason Stop { get; init; }

    /// <summary>The epoch of the parameters.</summary>
    public int ChosenEpoch { get; init; }

    /// <summary>The rows that were held out to choose the number of epochs; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? HeldOutRows { get; init; }

    /// <summary>Information on the network as a separate model, with the encodings and scaling of the whole.</summary>
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
