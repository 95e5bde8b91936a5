using System.Text.Json.Serialization;
using Nabla.Descriptions;

namespace Nabla.Data;

/// <summary>The settings of preprocessing: the encoding and scaling of columns.</summary>
public sealed record PreprocessingSettings
{
    /// <summary>The scaling of numbers and parts of dates; standard by default.</summary>
    public ScalerMethod Scaling { get; init; } = ScalerMethod.Standard;

    /// <summary>
    /// How far a new value may lie outside its training range at each end, as a fraction of the range; values beyond are clipped, so that one wrong
    /// value does not make the prediction meaningless. 0.25 by default; null for no clipping.
    /// </summary>
    public double? ClipRange { get; init; } = 0.25;

    /// <summary>
    /// The divisor of regression targets for training, such as 100 for scores predicted by a sigmoid; predictions are in the original units. Null,
    /// the default, standardizes them for a linear output and does not change them otherwise.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? TargetScale { get; init; }

    /// <summary>The maximum number of levels of a category with a feature each; rarer levels share one; 64 by default.</summary>
    public int MaxLevels { get; init; } = 64;

    /// <summary>The categories to embed as learned vectors; null, the default, for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<CategoryEmbedding>))]
    public ValueList<CategoryEmbedding>? Embeddings { get; init; }

    /// <summary>
    /// Embeds categories with more levels than this that are not in <see cref="Embeddings"/>; null, the default, for none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public EmbedBeyond? EmbedBeyond { get; init; }

    /// <summary>Whether a category with two levels is encoded as one feature, 1 and −1, instead of two; false by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool TwoLevelsAsOne { get; init; }

    /// <summary>
    /// Whether regression predictions are clipped to the range of the training targets, also in validation; false by default.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ClampPredictions { get; init; }

    /// <summary>The replacement of a missing category; a separate level by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public MissingCategory MissingCategories { get; init; }

    /// <summary>
    /// The minimum number of missing values for a missing-value indicator of a column of numbers or dates, 1 or more; null, the default, is 1. The
    /// default recipe uses 30, because little can be learned from a few rows.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? MissingIndicatorRows { get; init; }

    /// <summary>Validates the settings.</summary>
    /// <exception cref="ArgumentException">A setting is invalid.</exception>
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

/// <summary>The replacement of a missing category, if the training rows had missing values.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MissingCategory>))]
public enum MissingCategory
{
    /// <summary>A separate feature, and no level.</summary>
    OwnLevel,

    /// <summary>The most frequent level, and a missing-value indicator.</summary>
    MostFrequent,
}
