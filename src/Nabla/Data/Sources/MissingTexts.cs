using System.Globalization;

namespace Nabla.Data;

/// <summary>The texts for missing values, always including the empty text.</summary>
public sealed class MissingTexts
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> texts;
    private readonly double[] numbers;
    private readonly bool[] met; // elements are only ever set to true, so threads may share it

    /// <summary>Creates a set of texts.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="format">The number format; default: the invariant culture. A text such as <c>-999</c> also matches the number.</param>
    public MissingTexts(IReadOnlyList<string> texts, IFormatProvider? format = null)
    {
        format ??= CultureInfo.InvariantCulture;
        string[] different = [.. texts.Distinct(StringComparer.Ordinal)];
        this.met = new bool[different.Length];
        this.texts = different.Index().ToDictionary(text => text.Item, text => text.Index, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        this.numbers = [.. texts.Select(text => double.TryParse(text, NumberStyles.Float, format, out double number) ? number : double.NaN).Where(double.IsFinite)];
    }

    /// <summary>Whether some of the texts are numbers.</summary>
    public bool HasNumbers => this.numbers.Length > 0;

    /// <summary>Whether a text is a missing value.</summary>
    public bool Contains(ReadOnlySpan<char> text)
    {
        if (text.IsWhiteSpace())
            return true;
        if (!this.texts.TryGetValue(text, out int found))
            return false;
        this.met[found] = true;
        return true;
    }

    /// <summary>The texts that have occurred so far.</summary>
    public IReadOnlyList<string> Met => [.. this.texts.Dictionary.Where(text => this.met[text.Value]).Select(text => text.Key)];

    /// <summary>Whether a number is a missing value.</summary>
    public bool Contains(double number) => Array.IndexOf(this.numbers, number) >= 0;
}
