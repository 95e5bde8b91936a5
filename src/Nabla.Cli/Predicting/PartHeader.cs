using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nabla.Cli.Predicting;

/// <summary>The first line of a part: which share it is, and of what.</summary>
internal sealed record PartHeader(int NablaPart, int Shard, int Shards, string Run)
{
    /// <summary>The bytes that every part begins with.</summary>
    public static ReadOnlySpan<byte> Beginning => "{\"nablaPart\":"u8;

    /// <summary>As it stands in the file.</summary>
    public string ToLine() => JsonSerializer.Serialize(this, PartJson.Default.PartHeader);

    /// <summary>Reads a line.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static PartHeader Read(string path, string line)
    {
        try
        {
            if (JsonSerializer.Deserialize(line, PartJson.Default.PartHeader) is { NablaPart: 1, Shards: >= 1, Shard: >= 1, Run: not null } header && header.Shard <= header.Shards)
                return header;
        }
        catch (JsonException)
        {
        }

        throw new InvalidDataException($"'{path}' is not a part of predictions written by this version of Nabla");
    }
}

/// <summary>How the first line of a part is written as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PartHeader))]
internal sealed partial class PartJson : JsonSerializerContext;
