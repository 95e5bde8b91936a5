using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Nabla.Models;

/// <summary>
/// The header of a safetensors file: 8 bytes with its length, little-endian, and a JSON object of texts and tensors,
/// padded with spaces to a multiple of 8. The bytes of the tensors follow without gaps.
/// </summary>
/// <param name="Metadata">Texts by name, as UTF-8.</param>
/// <param name="Tensors">The tensors in the order of their bytes.</param>
internal sealed record SafetensorsHeader(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Metadata, IReadOnlyList<TensorEntry> Tensors)
{
    /// <summary>The name of the metadata object.</summary>
    public const string MetadataName = "__metadata__";

    /// <summary>Maximum bytes of a header.</summary>
    public const int MostBytes = 8 << 20;

    /// <summary>The bytes of length and header.</summary>
    public byte[] ToBytes()
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteStartObject(MetadataName);
            foreach ((string name, ReadOnlyMemory<byte> text) in this.Metadata)
                writer.WriteString(name, text.Span);
            writer.WriteEndObject();
            foreach (TensorEntry tensor in this.Tensors)
            {
                writer.WriteStartObject(tensor.Name);
                writer.WriteString("dtype", tensor.Type);
                WriteArray("shape", tensor.Shape);
                WriteArray("data_offsets", [tensor.Begin, tensor.End]);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();

            void WriteArray(string name, IReadOnlyList<long> values)
            {
                writer.WriteStartArray(name);
                foreach (long value in values)
                    writer.WriteNumberValue(value);
                writer.WriteEndArray();
            }
        }

        int length = (json.WrittenCount + 7) / 8 * 8;
        var bytes = new byte[sizeof(long) + length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
        json.WrittenSpan.CopyTo(bytes.AsSpan(sizeof(long)));
        bytes.AsSpan(sizeof(long) + json.WrittenCount).Fill((byte)' ');
        return bytes;
    }

    /// <summary>Refuses tensors that do not cover the data without gaps or overlaps.</summary>
    /// <exception cref="InvalidDataException">There is a gap, an overlap or an end outside the data, or a shape or type is invalid.</exception>
    public void CheckTensors(long dataBytes)
    {
        long end = 0;
        foreach (TensorEntry tensor in this.Tensors)
        {
            long bytes = tensor.Bytes();
            if (tensor.Begin != end)
                throw new InvalidDataException($"tensor '{tensor.Name}' begins at byte {tensor.Begin} of the data, expected {end}: tensors must follow one another");
            if (bytes > dataBytes - end)
                throw new InvalidDataException($"tensor '{tensor.Name}' has {bytes} bytes, the file only {dataBytes - end} for it: it is cut short or damaged");
            if (tensor.End - tensor.Begin != bytes)
                throw new InvalidDataException($"tensor '{tensor.Name}' ends at byte {tensor.End} of the data, expected {tensor.Begin + bytes} by its shape");
            end = tensor.End;
        }

        if (end != dataBytes)
            throw new InvalidDataException($"the file has {dataBytes} bytes of data, its tensors only {end}");
    }
}
