using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nabla.Cli.Predicting;

/// <summary>The first line of a part: its share and its run.</summary>
internal sealed record PartHeader(int NablaPart, int Shard, int Shards, string Run)
{
    /// <summary>The bytes that every part starts with.</summary>
    public static ReadOnlySpan<byte> Beginning => "{\"nablaPart\":"u8;

    /// <summary>The line as written in the file.</summary>
    public string ToLine() => JsonSerializer.Serialize(this, PartJson.Default.PartHeader);

    /// <summary>Reads a line.</summary>
    /// <exception cref="InvalidDataException">The line is not a part's header.</exception>
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

/// <summary>The JSON form of a part's first line.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PartHeader))]
internal sealed partial class PartJson : JsonSerializerContext;
