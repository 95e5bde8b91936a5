using System.Text.Json.Serialization;
using Nabla.Descriptions;

namespace Nabla.Data;

/// <summary>How columns become features.</summary>
public sealed record PreprocessorOptions
{
    /// <summary>How numbers and parts of dates are scaled; standard unless said.</summary>
    public ScalerMethod Scaling { get; init; } = ScalerMethod.Standard;

    /// <summary>The most levels of a category that have a feature of their own, the most frequent; the rest share one; 64 unless said.</summary>
    public int MaxLevels { get; init; } = 64;

    /// <summary>The categories whose levels become vectors in place of a feature each; none unless said.</summary>
    public ValueList<CategoryEmbedding> Embeddings { get; init; } = [];

    /// <summary>What a missing category is; a level of its own unless said.</summary>
    public MissingCategory MissingCategories { get; init; }
}

/// <summary>What stands for a missing value of a category that had gaps when it was fitted.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MissingCategory>))]
public enum MissingCategory
{
    /// <summary>A feature of its own, and none of the levels.</summary>
    OwnLevel,

    /// <summary>The most frequent level, and a feature that says it was missing.</summary>
    MostFrequent,
}
