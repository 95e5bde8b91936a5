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

    /// <summary>The version of Nabla that trained it.</summary>
    public string LibraryVersion { get; init; } = CurrentVersion;

    /// <summary>Classification, regression, or any number of labels.</summary>
    public required LearningTask Task { get; init; }

    /// <summary>The name of the data it was trained on.</summary>
    public required string DataName { get; init; }

    /// <summary>The split of that data into parts; null if it is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public SplitSettings? Split { get; init; }

    /// <summary>The fingerprint of the training data (<see cref="Dataset.Fingerprint"/>); null if it is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? DataFingerprint { get; init; }

    /// <summary>The names of the input columns, in order.</summary>
    public required IReadOnlyList<string> FeatureNames { get; init; }

    /// <summary>The names of the classes; empty for other tasks.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>The names of the targets or labels; empty for a classification.</summary>
    public IReadOnlyList<string> TargetNames { get; init; } = [];

    /// <summary>The schema of the columns if they came from a table; null for numbers without missing values.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TableSchema? Schema { get; init; }

    /// <summary>How each column of <see cref="Schema"/> becomes features; null without one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<ColumnEncoding>))]
    public ValueList<ColumnEncoding>? Encodings { get; init; }

    /// <summary>The columns of a table that the target stood in; null where it came from none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<ColumnSchema>))]
    public ValueList<ColumnSchema>? TargetColumns { get; init; }

    /// <summary>The column of a table that said how much each row counts; null where each counted 1 or the weights came from no column.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ColumnSchema? WeightColumn { get; init; }

    /// <summary>How the features that the columns become are scaled; <see cref="Model.Preprocessor"/> has all of it together.</summary>
    public required Scaler Scaler { get; init; }

    /// <summary>The least and the greatest value of each column in training; null where it is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ColumnRanges? Ranges { get; init; }

    /// <summary>How the targets of a regression were scaled for training; null for other tasks.</summary>
    public Scaler? TargetScaler { get; init; }

    /// <summary>The settings it was trained with.</summary>
    public required MlpSettings Settings { get; init; }

    /// <summary>The run epoch by epoch, from epoch 0; a model file keeps at most 1,000 of them.</summary>
    [JsonConverter(typeof(HistoryJsonConverter))]
    public IReadOnlyList<EpochRecord> History { get; init; } = [];

    /// <summary>Why the run ended.</summary>
    public StopReason Stop { get; init; }

    /// <summary>The epoch of the parameters.</summary>
    public int ChosenEpoch { get; init; }

    /// <summary>
    /// The rows of the training part that were held out to choose the number of epochs. <see cref="History"/>, <see cref="Stop"/> and the
    /// validation score are of the run that chose; null where there was one run. Of several networks that each chose, those of the first.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? HeldOutRows { get; init; }

    /// <summary>
    /// Whether the model was retrained on all training rows after a run on a part of them had chosen the number of epochs. False where
    /// there was one run, or a limit, a person or a number that is not finite ended one of the two: the model is then that of the first.
    /// </summary>
    [JsonIgnore]
    public bool IsRefit => this.HeldOutRows is not null && !(this.Members?.Any(member => IsCutShort(member.Stop)) ?? IsCutShort(this.Stop));

    /// <summary>Where the run diverged; otherwise null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Divergence? Divergence { get; init; }

    /// <summary>Information on each network if there are several; null for one.</summary>
    /// <remarks>
    /// History, stop and chosen epoch are then those of the members alone, and the scalers here are fitted on all training rows: the
    /// members have their own.
    /// </remarks>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<MemberInfo>))]
    public ValueList<MemberInfo>? Members { get; init; }

    /// <summary>How the members were chosen, where each has settings of its own; null where they were not.</summary>
    /// <remarks><see cref="Settings"/> are then those of the first member, whose weight is the largest.</remarks>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public SelectionInfo? Selection { get; init; }

    /// <summary>The temperature of the probabilities; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TemperatureScaling? Temperature { get; init; }

    /// <summary>The data of intervals or sets; null without them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ConformalInfo? Conformal { get; init; }

    /// <summary>The network that says how wide intervals are; null where all are as wide, and without intervals.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public WidthInfo? Widths { get; init; }

    /// <summary>Hashes of data, settings and parameters; null in files of earlier versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Provenance? Provenance { get; init; }

    /// <summary>How well it did on each part of the data.</summary>
    public PartScores Scores { get; init; } = new(null, null, null);

    /// <summary>For two classes, the probability above which the second is predicted; null for the more probable one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? Threshold { get; init; }

    /// <summary>
    /// How many rows of the test part trained the model or one that it continued from, so that its score is not one of unseen rows; as many as
    /// the part has where that is not known. A part that was given by itself may share a twentieth of its rows with the training part by nature.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int SeenTestRows { get; init; }

    /// <summary>The same of the validation part.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int SeenValidationRows { get; init; }

    /// <summary>Whether a run ended before its own end.</summary>
    internal static bool IsCutShort(StopReason stop)
        => stop is StopReason.Cancelled or StopReason.TimeBudget or StopReason.StoppedByCaller or StopReason.Diverged or StopReason.NonFiniteStart;

    /// <summary>From rows of raw values to scaled features.</summary>
    /// <exception cref="ArgumentException">The parts do not go together.</exception>
    internal Preprocessor ToPreprocessor() => this.Schema is null
        ? Preprocessor.Plain(this.FeatureNames, this.Scaler, this.Ranges, this.Settings.Preprocessing.ClipRange)
        : new Preprocessor(this.Schema, this.Encodings ?? [], this.Scaler, this.Ranges, this.Settings.Preprocessing.ClipRange);

    /// <summary>The schema of the target, if it came from a table.</summary>
    /// <exception cref="ArgumentException">Columns and classes do not go with the task.</exception>
    internal TargetSchema? ToTarget() => this.TargetColumns is null ? null : new TargetSchema(this.Task, this.TargetColumns, [.. this.ClassNames]);
}

/// <summary>Scores on the parts of the data; null where there is no such part.</summary>
/// <param name="Training">On what it was trained on.</param>
/// <param name="Validation">
/// On what said when it was best. Of an ensemble of folds: each training row by the members that were not trained on it, before any temperature
/// or threshold.
/// </param>
/// <param name="Test">On what training never saw.</param>
public sealed record PartScores(Scores? Training, Scores? Validation, Scores? Test);
