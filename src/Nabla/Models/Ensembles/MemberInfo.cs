using System.Text.Json.Serialization;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>Information on one of several networks: whatever differs between them.</summary>
public sealed record MemberInfo
{
    /// <summary>The weight of its predictions; the weights of all members sum to 1.</summary>
    public required double Weight { get; init; }

    /// <summary>The fold that it was not trained on, from 0; null if it was trained on all rows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? Fold { get; init; }

    /// <summary>How each column becomes features, fitted on the training rows; null without a schema.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<ColumnEncoding>))]
    public ValueList<ColumnEncoding>? Encodings { get; init; }

    /// <summary>How its features are scaled.</summary>
    public required Scaler Scaler { get; init; }

    /// <summary>The scaling of its targets; null for classes and labels.</summary>
    public Scaler? TargetScaler { get; init; }

    /// <summary>The settings it was trained with.</summary>
    public required MlpSettings Settings { get; init; }

    /// <summary>Its run epoch by epoch.</summary>
    [JsonConverter(typeof(HistoryJsonConverter))]
    public IReadOnlyList<EpochRecord> History { get; init; } = [];

    /// <summary>Why its run ended.</summary>
    public StopReason Stop { get; init; }

    /// <summary>The epoch of its parameters.</summary>
    public int ChosenEpoch { get; init; }

    /// <summary>
    /// The rows of its training part that were held out to choose its number of epochs; its history and why its run ended are of the run that
    /// chose. Null where it had one run.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? HeldOutRows { get; init; }

    /// <summary>Where its run diverged; null if it did not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Divergence? Divergence { get; init; }

    /// <summary>Information on a member that was trained as a model.</summary>
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
