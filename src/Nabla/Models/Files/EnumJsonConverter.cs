using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nabla.Models;

/// <summary>Writes and reads enum members in lower case with hyphens, such as <c>min-max</c>.</summary>
internal sealed class EnumJsonConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string? text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        T[] members = Enum.GetValues<T>();
        int index = Array.FindIndex(members, member => Name(member) == text);
        return index >= 0
            ? members[index]
            : throw new JsonException($"'{text}' is unknown: known are {string.Join(", ", members.Select(Name))}");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Name(value));

    private static string Name(T member) => JsonNamingPolicy.KebabCaseLower.ConvertName(member.ToString());
}
