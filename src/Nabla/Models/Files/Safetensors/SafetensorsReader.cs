using System.Buffers.Binary;
using System.Text.Json;

namespace Nabla.Models;

/// <summary>Reads the header of an untrusted safetensors file.</summary>
internal static class SafetensorsReader
{
    private const int Depth = 3;

    /// <summary>Reads length and header from a stream, up to the first byte of the data.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="size">The total number of bytes of the stream.</param>
    /// <param name="limits">The limits for JSON.</param>
    /// <returns>The header and the number of data bytes after it.</returns>
    /// <exception cref="InvalidDataException">The header is missing or invalid.</exception>
    public static (SafetensorsHeader Header, long DataBytes) Read(Stream stream, long size, JsonLimits limits)
    {
        Span<byte> start = stackalloc byte[sizeof(long)];
        if (size < start.Length)
            throw new InvalidDataException($"a file of {size} bytes is not a model file");
        stream.ReadExactly(start);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(start);
        ulong behind = (ulong)(size - start.Length);
        if (length > SafetensorsHeader.MostBytes)
            throw new InvalidDataException($"not a model file: its first 8 bytes ask for a header of {length} bytes, expected at most {SafetensorsHeader.MostBytes}");
        if (length > behind)
            throw new InvalidDataException($"cut short or not a model file: its header has {length} bytes, but only {behind} follow");
        var json = new byte[length];
        stream.ReadExactly(json);
        if (json is not [(byte)'{', ..])
            throw new InvalidDataException("not a model file: its header does not begin with '{'");
        try
        {
            limits.Check(json, Depth, longestText: json.Length);
            return (Parse(json), (long)(behind - length));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"its header is not JSON, or not that of a model: {ModelJson.Reason(e)}", e);
        }
    }

    private static SafetensorsHeader Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Depth });
        Dictionary<string, ReadOnlyMemory<byte>>? metadata = null;
        var tensors = new Dictionary<string, TensorEntry>(StringComparer.Ordinal);
        reader.Read();
        while (NextName(ref reader) is { } name)
        {
            bool first = name == SafetensorsHeader.MetadataName ? metadata is null : !tensors.ContainsKey(name);
            if (!first)
                throw new InvalidDataException($"the header has '{name}' twice");
            if (name == SafetensorsHeader.MetadataName)
                metadata = Metadata(ref reader);
            else
                tensors.Add(name, Tensor(ref reader, name));
        }

        return new SafetensorsHeader(
            metadata ?? throw new InvalidDataException("a safetensors file, but not one of Nabla's: it has no metadata"),
            [.. tensors.Values.OrderBy(tensor => tensor.Begin)]);
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> Metadata(ref Utf8JsonReader reader)
    {
        var metadata = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        Expect(ref reader, JsonTokenType.StartObject, SafetensorsHeader.MetadataName);
        while (NextName(ref reader) is { } name)
        {
            Expect(ref reader, JsonTokenType.String, name);
            var text = new byte[reader.ValueSpan.Length];
            if (!metadata.TryAdd(name, text.AsMemory(0, reader.CopyString(text))))
                throw new InvalidDataException($"the metadata have '{name}' twice");
        }

        return metadata;
    }

    private static TensorEntry Tensor(ref Utf8JsonReader reader, string name)
    {
        string? type = null;
        List<long>? shape = null, offsets = null;
        Expect(ref reader, JsonTokenType.StartObject, name);
        while (NextName(ref reader) is { } member)
        {
            if (member == "dtype" && type is null)
                type = Text(ref reader, name);
            else if (member == "shape" && shape is null)
                shape = Numbers(ref reader, name);
            else if (member == "data_offsets" && offsets is null)
                offsets = Numbers(ref reader, name);
            else
                throw new InvalidDataException($"tensor '{name}' has the unknown or repeated member '{member}'");
        }

        if (type is null || shape is null || offsets is not [long begin, long end])
            throw new InvalidDataException($"tensor '{name}' lacks its type, its shape or its two offsets");
        return new TensorEntry(name, type, shape, begin, end);
    }

    private static string Text(ref Utf8JsonReader reader, string what)
    {
        Expect(ref reader, JsonTokenType.String, what);
        return reader.GetString()!;
    }

    private static List<long> Numbers(ref Utf8JsonReader reader, string what)
    {
        var numbers = new List<long>();
        Expect(ref reader, JsonTokenType.StartArray, what);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long number) || number < 0)
                throw new InvalidDataException($"tensor '{what}' has a size or an offset that is not a whole number from 0 to {long.MaxValue}");
            numbers.Add(number);
        }

        return numbers;
    }

    private static string? NextName(ref Utf8JsonReader reader)
        => reader.Read() && reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType wanted, string where)
    {
        reader.Read();
        if (reader.TokenType != wanted)
            throw new InvalidDataException($"a {reader.TokenType} at '{where}' in the header, expected a {wanted}");
    }
}
