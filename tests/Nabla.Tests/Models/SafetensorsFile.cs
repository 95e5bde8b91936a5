using System.Buffers.Binary;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nabla.Tests.Models;

/// <summary>A safetensors file taken apart into the text of its header and its data, to be changed and put together again.</summary>
internal sealed record SafetensorsFile(string Header, byte[] Data)
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static SafetensorsFile From(ReadOnlySpan<byte> bytes)
    {
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        return new SafetensorsFile(Encoding.UTF8.GetString(bytes.Slice(8, length)), bytes[(8 + length)..].ToArray());
    }

    /// <summary>The bytes, with the hash of what stands there now where the file carries one.</summary>
    public byte[] ToBytes() => WithHash(ToBytes(Encoding.UTF8.GetBytes(this.Header), this.Data));

    /// <summary>Puts the hash of what stands there into a file that carries one.</summary>
    public static byte[] WithHash(byte[] bytes)
    {
        const string Key = "\"sha256\":\"";
        const int Digits = 64;
        int key = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Key));
        if (key < 0 || bytes.Length < key + Key.Length + Digits)
            return bytes;
        Span<byte> digits = bytes.AsSpan(key + Key.Length, Digits);
        digits.Fill((byte)'0');
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))).CopyTo(digits);
        return bytes;
    }

    public static byte[] ToBytes(ReadOnlySpan<byte> header, ReadOnlySpan<byte> data)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        return [.. length, .. header, .. data];
    }

    /// <summary>The file with another header.</summary>
    public SafetensorsFile WithHeader(Action<JsonObject> change)
    {
        JsonObject header = JsonNode.Parse(this.Header)!.AsObject();
        change(header);
        return this with { Header = header.ToJsonString(Relaxed) };
    }

    /// <summary>A text of its metadata.</summary>
    public string Text(string key) => JsonNode.Parse(this.Header)!["__metadata__"]![key]!.GetValue<string>();

    /// <summary>The file with another text in its metadata.</summary>
    public SafetensorsFile WithText(string key, Func<string, string> change)
        => this.WithHeader(header => header["__metadata__"]![key] = change(header["__metadata__"]![key]!.GetValue<string>()));

    /// <summary>The file with another JSON object in its metadata.</summary>
    public SafetensorsFile WithJson(string key, Action<JsonNode> change) => this.WithText(key, text =>
    {
        JsonNode node = JsonNode.Parse(text)!;
        change(node);
        return node.ToJsonString(Relaxed);
    });
}
