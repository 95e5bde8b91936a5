using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nabla.Studio;

/// <summary>The JSON form of requests and replies.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(StudioRequest))]
[JsonSerializable(typeof(StudioReply))]
public sealed partial class StudioJson : JsonSerializerContext
{
    /// <summary>Reads a request.</summary>
    /// <exception cref="JsonException">The text is not a request.</exception>
    public static StudioRequest Read(string text)
        => JsonSerializer.Deserialize(text, Default.StudioRequest) ?? throw new JsonException("null is not a request");

    /// <summary>Writes a reply.</summary>
    public static string Write(StudioReply reply) => JsonSerializer.Serialize(reply, Default.StudioReply);
}
