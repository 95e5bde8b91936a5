using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nabla.Descriptions;

/// <summary>Writes a description as its notation and reads it with a catalog.</summary>
/// <typeparam name="T">The type of the descriptions.</typeparam>
/// <param name="catalog">The known descriptions; add your own with <see cref="Catalog{T}.With"/>.</param>
public class NotationJsonConverter<T>(Catalog<T> catalog) : JsonConverter<T>
    where T : class
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        if (text is null)
            throw new JsonException($"{catalog.Kind}: expected a text such as \"{catalog.First().Name}\"");
        try
        {
            return this.Parse(text);
        }
        catch (FormatException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStringValue(value.ToString());
    }

    /// <summary>Reads the text form.</summary>
    /// <exception cref="FormatException">The text is unknown or the numbers do not fit.</exception>
    protected virtual T Parse(string text) => catalog.Parse(text);
}
