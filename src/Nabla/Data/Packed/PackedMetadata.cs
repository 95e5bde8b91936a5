using System.Text.Json;
using System.Text.Json.Serialization;
using Nabla.Descriptions;

namespace Nabla.Data;

/// <summary>The metadata of a packed file: docs/packed-file.md describes each member.</summary>
internal sealed record PackedMetadata
{
    /// <summary>The name of the source of the rows, for messages.</summary>
    public required string Source { get; init; }

    /// <summary>The columns in the order of a row: features, targets, then weights and groups.</summary>
    [JsonConverter(typeof(ValueListJsonConverter<ColumnSchema>))]
    public required ValueList<ColumnSchema> Columns { get; init; }

    /// <summary>The texts of missing values; null for the default ones.</summary>
    [JsonConverter(typeof(ValueListJsonConverter<string>))]
    public ValueList<string>? MissingTexts { get; init; }

    /// <summary>The number of features.</summary>
    public required int Features { get; init; }

    /// <summary>The task.</summary>
    public required LearningTask Task { get; init; }

    /// <summary>The number of targets.</summary>
    public required int Targets { get; init; }

    /// <summary>The classes of a classification.</summary>
    [JsonConverter(typeof(ValueListJsonConverter<string>))]
    public required ValueList<string> Classes { get; init; }

    /// <summary>The column of weights; null for none.</summary>
    public string? Weight { get; init; }

    /// <summary>The column of groups; null for none.</summary>
    public string? Group { get; init; }

    /// <summary>The column with the time of each row, which is also a feature; null for none.</summary>
    public string? Time { get; init; }

    /// <summary>The statistics of each column.</summary>
    public required PackedColumnStatistics[] Statistics { get; init; }

    /// <summary>The fingerprint of the data.</summary>
    public required string Fingerprint { get; init; }
}

/// <summary>The statistics of a column.</summary>
/// <param name="Missing">The number of missing values.</param>
/// <param name="Least">The minimum; null if all values are missing.</param>
/// <param name="Greatest">The maximum; null if all values are missing.</param>
/// <param name="Mean">The mean; null if all values are missing.</param>
public sealed record PackedColumnStatistics(int Missing, double? Least, double? Greatest, double? Mean);

/// <summary>The JSON text of a packed file's metadata.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = 8,
    Converters = [typeof(JsonStringEnumConverter<ColumnKind>), typeof(JsonStringEnumConverter<LearningTask>)])]
[JsonSerializable(typeof(PackedMetadata))]
[JsonSerializable(typeof(ColumnSchema))]
internal sealed partial class PackedJson : JsonSerializerContext;
