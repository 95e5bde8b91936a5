using System.Text.Json.Serialization;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>What is known of one network of several: what is not alike in all of them.</summary>
public sealed record MemberInfo
{
    /// <summary>How much its predictions count; the weights of all members sum to 1.</summary>
    public required double Weight { get; init; }

    /// <summary>The fold that it was not trained on, from 0; null if it was trained on all rows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? Fold { get; init; }

    /// <summary>How each column becomes features, as its training rows say; null without a schema.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<ColumnEncoding>))]
    public ValueList<ColumnEncoding>? Encodings { get; init; }

    /// <summary>How its features are scaled.</summary>
    public required Scaler Scaler { get; init; }

    /// <summary>How its targets were scaled; null for classes and labels.</summary>
    public Scaler? TargetScaler { get; init; }

    /// <summary>What it was trained with.</summary>
    public required MlpSettings Settings { get; init; }

    /// <summary>Its run epoch by epoch.</summary>
    [JsonConverter(typeof(HistoryJsonConverter))]
    public IReadOnlyList<EpochRecord> History { get; init; } = [];

    /// <summary>Why its run ended.</summary>
    public StopReason Stop { get; init; }

    /// <summary>The epoch that its parameters are of.</summary>
    public int ChosenEpoch { get; init; }

    /// <summary>Where its run diverged; null if it did not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Divergence? Divergence { get; init; }

    /// <summary>What is known of a member that was trained as a model.</summary>
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
        Divergence = member.Divergence,
    };

    /// <summary>What is known of the member as a model of its own.</summary>
    internal ModelInfo In(ModelInfo whole) => whole with
    {
        Encodings = this.Encodings,
        Scaler = this.Scaler,
        TargetScaler = this.TargetScaler,
        Settings = this.Settings,
        History = this.History,
        Stop = this.Stop,
        ChosenEpoch = this.ChosenEpoch,
        Divergence = this.Divergence,
        Scores = new PartScores(null, null, null),
        Members = null,
        Selection = null,
        Temperature = null,
        Threshold = null,
        Conformal = null,
        Provenance = null,
    };
}
