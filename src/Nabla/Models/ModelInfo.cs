using System.Text.Json.Serialization;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>Everything about a model except its network: training data, settings and scores.</summary>
public sealed record ModelInfo
{
    /// <summary>The version of this library.</summary>
    internal static string CurrentVersion { get; } = typeof(ModelInfo).Assembly.GetName().Version!.ToString(3);

    /// <summary>The version of Nabla that trained the model.</summary>
    public string LibraryVersion { get; init; } = CurrentVersion;

    /// <summary>Classification, regression, or any number of labels.</summary>
    public required LearningTask Task { get; init; }

    /// <summary>The name of the training data.</summary>
    public required string DataName { get; init; }

    /// <summary>The split of the data into parts; null if unknown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public SplitSettings? Split { get; init; }

    /// <summary>The fingerprint of the training data (<see cref="Dataset.Fingerprint"/>); null if unknown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? DataFingerprint { get; init; }

    /// <summary>The names of the input columns, in order.</summary>
    public required IReadOnlyList<string> FeatureNames { get; init; }

    /// <summary>The names of the classes; empty for other tasks.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>The names of the targets or labels; empty for a classification.</summary>
    public IReadOnlyList<string> TargetNames { get; init; } = [];

    /// <summary>The schema of the columns of a table; null for numbers without missing values.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TableSchema? Schema { get; init; }

    /// <summary>The encoding of each column of <see cref="Schema"/>; null without a schema.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<ColumnEncoding>))]
    public ValueList<ColumnEncoding>? Encodings { get; init; }

    /// <summary>The target columns of the table; null if the data was not a table.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<ColumnSchema>))]
    public ValueList<ColumnSchema>? TargetColumns { get; init; }

    /// <summary>The column of row weights in the table; null without such a column.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ColumnSchema? WeightColumn { get; init; }

    /// <summary>The scaler of the features; <see cref="Model.Preprocessor"/> combines schema, encodings and scaler.</summary>
    public required Scaler Scaler { get; init; }

    /// <summary>The minimum and maximum of each column in training; null if unknown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ColumnRanges? Ranges { get; init; }

    /// <summary>The scaler of a regression's targets; null for other tasks.</summary>
    public Scaler? TargetScaler { get; init; }

    /// <summary>The settings of training.</summary>
    public required MlpSettings Settings { get; init; }

    /// <summary>The history of training, from epoch 0; a model file stores at most 1,000 epochs.</summary>
    [JsonConverter(typeof(HistoryJsonConverter))]
    public IReadOnlyList<EpochRecord> History { get; init; } = [];

    /// <summary>The reason why training ended.</summary>
    public StopReason Stop { get; init; }

    /// <summary>The epoch of the parameters.</summary>
    public int ChosenEpoch { get; init; }

    /// <summary>
    /// The training rows that were held out to choose the number of epochs; null if there was one run. <see cref="History"/>, <see cref="Stop"/> and
    /// the validation score are then those of the choosing run. For several networks, the rows of the first.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? HeldOutRows { get; init; }

    /// <summary>
    /// Whether the model was retrained on all training rows after a run on some of them had chosen the number of epochs. False if there was one run,
    /// or if a limit, a cancellation or a divergence ended one of the two; the model is then that of the first.
    /// </summary>
    [JsonIgnore]
    public bool IsRefit => this.HeldOutRows is not null && !(this.Members?.Any(member => IsCutShort(member.Stop)) ?? IsCutShort(this.Stop));

    /// <summary>The place of divergence; null if training did not diverge.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Divergence? Divergence { get; init; }

    /// <summary>Information on each of several networks; null for a single network.</summary>
    /// <remarks>
    /// History, stop and chosen epoch are then given only for the members, and the scalers here are fitted on all training rows; the members have their own.
    /// </remarks>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<MemberInfo>))]
    public ValueList<MemberInfo>? Members { get; init; }

    /// <summary>Information on the selection of members with individual settings; null without a selection.</summary>
    /// <remarks><see cref="Settings"/> are then those of the first member, whose weight is the largest.</remarks>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public SelectionInfo? Selection { get; init; }

    /// <summary>The temperature of the probabilities; null without one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TemperatureScaling? Temperature { get; init; }

    /// <summary>The data of intervals or sets; null without them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ConformalInfo? Conformal { get; init; }

    /// <summary>Information on the network for adaptive interval widths; null if all intervals have the same width, and without intervals.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public WidthInfo? Widths { get; init; }

    /// <summary>Hashes of data, settings and parameters; null in files of earlier versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Provenance? Provenance { get; init; }

    /// <summary>The scores on each part of the data.</summary>
    public PartScores Scores { get; init; } = new(null, null, null);

    /// <summary>For two classes, the probability above which the second is predicted; null for the more probable one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? Threshold { get; init; }

    /// <summary>
    /// The number of test rows that the model, or one that it continued from, was trained on, so that their score is not that of unseen rows; all
    /// rows of the part if unknown. A separately given part may share up to a twentieth of its rows with the training part by chance.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int SeenTestRows { get; init; }

    /// <summary>The number of such rows of the validation part.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int SeenValidationRows { get; init; }

    /// <summary>Whether a run was ended early from outside.</summary>
    internal static bool IsCutShort(StopReason stop)
        => stop is StopReason.Cancelled or StopReason.TimeBudget or StopReason.StoppedByCaller or StopReason.Diverged or StopReason.NonFiniteStart;

    /// <summary>The preprocessor from raw values to scaled features.</summary>
    /// <exception cref="ArgumentException">The parts are inconsistent.</exception>
    internal Preprocessor ToPreprocessor() => this.Schema is null
        ? Preprocessor.Plain(this.FeatureNames, this.Scaler, this.Ranges, this.Settings.Preprocessing.ClipRange)
        : new Preprocessor(this.Schema, this.Encodings ?? [], this.Scaler, this.Ranges, this.Settings.Preprocessing.ClipRange);

    /// <summary>The schema of the target of a table.</summary>
    /// <exception cref="ArgumentException">Columns and classes do not match the task.</exception>
    internal TargetSchema? ToTarget() => this.TargetColumns is null ? null : new TargetSchema(this.Task, this.TargetColumns, [.. this.ClassNames]);
}

/// <summary>Scores on the parts of the data; null for a missing part.</summary>
/// <param name="Training">On the training part.</param>
/// <param name="Validation">
/// On the validation part. For an ensemble of folds: out-of-fold scores on all training rows, before any temperature or threshold.
/// </param>
/// <param name="Test">On the test part.</param>
public sealed record PartScores(Scores? Training, Scores? Validation, Scores? Test);
