using System.Text.Json.Serialization;
using Nabla.Descriptions;

namespace Nabla.Data;

/// <summary>The settings of preprocessing: how columns become features.</summary>
public sealed record PreprocessingSettings
{
    /// <summary>How numbers and parts of dates are scaled; standard by default.</summary>
    public ScalerMethod Scaling { get; init; } = ScalerMethod.Standard;

    /// <summary>
    /// How far a new value may lie outside the range of the rows it is fitted on, as a part of that range, at each end;
    /// values farther away are clipped, so that one wrong value does not make the prediction meaningless. 0.25 by default; null for no clipping.
    /// </summary>
    public double? ClipRange { get; init; } = 0.25;

    /// <summary>
    /// The number that the targets of a regression are divided by for training, such as 100 for scores that a sigmoid predicts; predictions are in the
    /// targets' own units. Null, the default, standardizes them where the output is linear and leaves them as they are otherwise.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? TargetScale { get; init; }

    /// <summary>The most levels of a category that have a feature of their own, the most frequent; the rest share one; 64 by default.</summary>
    public int MaxLevels { get; init; } = 64;

    /// <summary>The categories whose levels are embedded as learned vectors, in place of a feature each; null, the default, for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<CategoryEmbedding>))]
    public ValueList<CategoryEmbedding>? Embeddings { get; init; }

    /// <summary>
    /// The number of levels beyond which a category that <see cref="Embeddings"/> does not name is embedded as learned vectors; null, the default, for
    /// never.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public EmbedBeyond? EmbedBeyond { get; init; }

    /// <summary>Whether a category of two levels is one feature, 1 and −1, rather than one for each; false by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool TwoLevelsAsOne { get; init; }

    /// <summary>
    /// Whether predictions of a regression stay between the least and the greatest target of training, where rows are predicted and where
    /// a validation part judges; false by default.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ClampPredictions { get; init; }

    /// <summary>The replacement of a missing category; a level of its own by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public MissingCategory MissingCategories { get; init; }

    /// <summary>
    /// The rows with a missing value from which on a column of numbers or dates has a feature that says a value is missing, 1 or more;
    /// null, the default, is 1. From few rows nothing reliable is learned, so the recipe of the defaults has 30.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? MissingIndicatorRows { get; init; }

    /// <summary>Refuses what makes no sense.</summary>
    /// <exception cref="ArgumentException">Something does not fit.</exception>
    internal void Validate()
    {
        if (this.TargetScale is not null and not (> 0 and < double.PositiveInfinity))
            throw new ArgumentException(FormattableString.Invariant($"a target scale of {this.TargetScale}, expected more than 0"));
        if (this.ClipRange is not null and not (>= 0 and < double.PositiveInfinity))
            throw new ArgumentException(FormattableString.Invariant($"a margin of {this.ClipRange} beyond the range of training: expected 0 or more"));
        if (this.MissingIndicatorRows < 1)
            throw new ArgumentException($"a feature for missing values from {this.MissingIndicatorRows} rows on: expected 1 or more");
        if (this.MaxLevels < 1)
            throw new ArgumentException($"at most {this.MaxLevels} levels with a feature of their own: expected 1 or more");
    }
}

/// <summary>The replacement of a missing value of a category that had missing values when it was fitted.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MissingCategory>))]
public enum MissingCategory
{
    /// <summary>A feature of its own, and none of the levels.</summary>
    OwnLevel,

    /// <summary>The most frequent level, and a feature that says it was missing.</summary>
    MostFrequent,
}
