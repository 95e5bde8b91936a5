using System.Text.Json;

namespace Nabla.Models;

/// <summary>
/// Limits for the JSON of a file. A few bytes of JSON can take much memory, so they are checked before anything is created.
/// </summary>
internal sealed class JsonLimits
{
    /// <summary>Maximum bytes of a name, and of a text inside a metadata text.</summary>
    public const int LongestText = 64 << 10;

    private const int MostTokens = 300_000;

    private int tokens;

    /// <summary>Checks a JSON text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="depth">The maximum depth of arrays and objects.</param>
    /// <param name="longestText">The maximum bytes of a string or number.</param>
    /// <exception cref="JsonException">The text is not JSON, or is nested deeper than <paramref name="depth"/>.</exception>
    /// <exception cref="InvalidDataException">The text exceeds a limit.</exception>
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
