using System.Text.Json.Serialization;
using Nabla.Data;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>Everything of a model but its network: what it was trained on and how, and how well it did.</summary>
public sealed record ModelInfo
{
    /// <summary>The version of Nabla that trained it.</summary>
    public string LibraryVersion { get; init; } = typeof(ModelInfo).Assembly.GetName().Version!.ToString(3);

    /// <summary>Classification or regression.</summary>
    public required LearningTask Task { get; init; }

    /// <summary>The name of the data it was trained on.</summary>
    public required string DataName { get; init; }

    /// <summary>How that data was split into parts; null where it is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public SplitSettings? Split { get; init; }

    /// <summary>The names of the features, in order.</summary>
    public required IReadOnlyList<string> FeatureNames { get; init; }

    /// <summary>The names of the classes; empty for a regression.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>The names of the targets; empty for a classification.</summary>
    public IReadOnlyList<string> TargetNames { get; init; } = [];

    /// <summary>How features are scaled.</summary>
    public required Scaler Scaler { get; init; }

    /// <summary>How targets were scaled for training; null for a classification.</summary>
    public Scaler? TargetScaler { get; init; }

    /// <summary>What it was trained with.</summary>
    public required MlpSettings Settings { get; init; }

    /// <summary>The run epoch by epoch, from epoch 0; a model file keeps at most 1,000 of them.</summary>
    [JsonConverter(typeof(HistoryJsonConverter))]
    public IReadOnlyList<EpochRecord> History { get; init; } = [];

    /// <summary>Why the run ended.</summary>
    public StopReason Stop { get; init; }

    /// <summary>The epoch that the parameters are of.</summary>
    public int ChosenEpoch { get; init; }

    /// <summary>Where the run first had a number that is not finite, if it diverged; otherwise null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Divergence? Divergence { get; init; }

    /// <summary>How well it did on each part of the data.</summary>
    public PartScores Scores { get; init; } = new(null, null, null);
}

/// <summary>Scores on the parts of the data; null where there is no such part.</summary>
/// <param name="Training">On what it was trained on.</param>
/// <param name="Validation">On what said when it was best.</param>
/// <param name="Test">On what training never saw.</param>
public sealed record PartScores(Scores? Training, Scores? Validation, Scores? Test);
