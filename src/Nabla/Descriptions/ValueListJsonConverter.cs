using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Nabla.Descriptions;

/// <summary>Reads and writes a list as a JSON array.</summary>
/// <typeparam name="T">The items.</typeparam>
public sealed class ValueListJsonConverter<T> : JsonConverter<ValueList<T>>
{
    /// <inheritdoc/>
    public override ValueList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("expected an array");
        var items = new List<T>();
        var type = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (items.Count == ValueList.MostInFile)
                throw new JsonException($"an array of more than {ValueList.MostInFile} items");
            try
            {
                items.Add(JsonSerializer.Deserialize(ref reader, type) ?? throw new JsonException("null where an item is wanted"));
            }
            catch (JsonException e)
            {
                // The exception knows its place inside the item only.
                throw new JsonException($"[{items.Count}]{e.Path?[1..]}: {e.Message}", e);
            }
        }

        return ValueList.Create<T>([.. items]);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The list is longer than one that would be read.</exception>
    public override void Write(Utf8JsonWriter writer, ValueList<T> value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(options);

        // What would be refused when read is not written.
        if (value.Count > ValueList.MostInFile)
            throw new InvalidDataException($"a list of {value.Count} items such as '{value[0]}', expected at most {ValueList.MostInFile}");
        var type = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        writer.WriteStartArray();
        foreach (T item in value)
            JsonSerializer.Serialize(writer, item, type);
        writer.WriteEndArray();
    }
}
