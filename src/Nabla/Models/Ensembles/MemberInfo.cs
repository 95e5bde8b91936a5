using System.Text.Json.Serialization;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>Information on one of several networks: everything that may differ between them.</summary>
public sealed record MemberInfo
{
    /// <summary>The weight of the member's predictions; the weights of all members sum to 1.</summary>
    public required double Weight { get; init; }

    /// <summary>The fold that the member was not trained on, from 0; null if it was trained on all rows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? Fold { get; init; }

    /// <summary>The encoding of each column, fitted on the training rows; null without a schema.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<ColumnEncoding>))]
    public ValueList<ColumnEncoding>? Encodings { get; init; }

    /// <summary>The scaler of the features.</summary>
    public required Scaler Scaler { get; init; }

    /// <summary>The scaler of the targets; null for classes and labels.</summary>
    public Scaler? TargetScaler { get; init; }

    /// <summary>The settings of training.</summary>
    public required MlpSettings Settings { get; init; }

    /// <summary>The history of training.</summary>
    [JsonConverter(typeof(HistoryJsonConverter))]
    public IReadOnlyList<EpochRecord> History { get; init; } = [];

    /// <summary>The reason why training ended.</summary>
    public StopReason Stop { get; init; }

    /// <summary>The epoch of the parameters.</summary>
    public int ChosenEpoch { get; init; }

    /// <summary>
    /// The training rows that were held out to choose the number of epochs; history and stop reason are then those of that run. Null if there was one run.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? HeldOutRows { get; init; }

    /// <summary>The place of divergence; null if training did not diverge.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Divergence? Divergence { get; init; }

    /// <summary>Creates the information from a member trained as a model.</summary>
    internal static MemberInfo Of(ModelInfo member, double weight, int? fold) => new()
    {
        Weight = weight,
        Fold = fold,
        Encodings = member.Encodings,
        Scaler = member.Scaler,
        TargetScaler = member.TargetScaler,
        Settings = member.Settings,
        History = member.History,
        Stop = member.Stop,
        ChosenEpoch = member.ChosenEpoch,
        HeldOutRows = member.HeldOutRows,
        Divergence = member.Divergence,
    };

    /// <summary>Information on the member as a separate model.</summary>
    internal ModelInfo In(ModelInfo whole) => whole with
    {
        Encodings = this.Encodings,
        Scaler = this.Scaler,
        TargetScaler = this.TargetScaler,
        Settings = this.Settings,
        History = this.History,
        Stop = this.Stop,
        ChosenEpoch = this.ChosenEpoch,
        HeldOutRows = this.HeldOutRows,
        Divergence = this.Divergence,
        Scores = new PartScores(null, null, null),
        Members = null,
        Selection = null,
        Temperature = null,
        Threshold = null,
        Conformal = null,
        Widths = null,
        Provenance = null,
    };
}
