using System.Text.Json;

namespace Nabla.Models;

/// <summary>
/// What the JSON of one file may ask for. Few bytes of JSON can take many of memory: this bounds them before anything is built.
/// </summary>
internal sealed class JsonLimits
{
    /// <summary>The most bytes of a name, and of a text inside one of the texts of the metadata.</summary>
    public const int LongestText = 64 << 10;

    private const int MostTokens = 300_000;

    private int tokens;

    /// <summary>Goes through a JSON text and counts.</summary>
    /// <param name="json">The text.</param>
    /// <param name="depth">How deep arrays and objects may be nested.</param>
    /// <param name="longestText">The most bytes of a string or number.</param>
    /// <exception cref="JsonException">It is not JSON, or is nested deeper than <paramref name="depth"/>.</exception>
    /// <exception cref="InvalidDataException">It asks for more than is sensible.</exception>
    public void Check(ReadOnlySpan<byte> json, int depth, int longestText = LongestText)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = depth });
        while (reader.Read())
        {
            if (++this.tokens > MostTokens)
                throw new InvalidDataException($"more than {MostTokens} names and values in its header");
            int most = reader.TokenType == JsonTokenType.PropertyName ? LongestText : longestText;
            if (reader.ValueSpan.Length > most)
                throw new InvalidDataException($"a text of {reader.ValueSpan.Length} bytes in its header, expected at most {most}");
        }
    }
}
