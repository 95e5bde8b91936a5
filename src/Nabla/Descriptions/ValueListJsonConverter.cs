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
                items.Add(JsonSerializer.Deserialize(ref reader, type) ?? throw new JsonException("null instead of an item"));
            }
            catch (JsonException e)
            {
                // The exception knows only its position inside the item.
                throw new JsonException($"[{items.Count}]{e.Path?[1..]}: {e.Message}", e);
            }
        }

        return ValueList.Create<T>([.. items]);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The list is longer than the limit for reading.</exception>
    public override void Write(Utf8JsonWriter writer, ValueList<T> value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(options);

        // Does not write a list that would be refused when read.
        if (value.Count > ValueList.MostInFile)
            throw new InvalidDataException($"a list of {value.Count} items such as '{value[0]}', expected at most {ValueList.MostInFile}");
        var type = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        writer.WriteStartArray();
        foreach (T item in value)
            JsonSerializer.Serialize(writer, item, type);
        writer.WriteEndArray();
    }
}
