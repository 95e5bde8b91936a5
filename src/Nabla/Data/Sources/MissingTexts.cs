using System.Globalization;

namespace Nabla.Data;

/// <summary>The texts that stand for a missing value; the empty one always does.</summary>
public sealed class MissingTexts
{
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> texts;
    private readonly double[] numbers;

    /// <summary>Such texts.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="format">How numbers are written, in the invariant culture unless said: a text such as <c>-999</c> is meant as a number too.</param>
    public MissingTexts(IReadOnlyList<string> texts, IFormatProvider? format = null)
    {
        format ??= CultureInfo.InvariantCulture;
        this.texts = new HashSet<string>(texts, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        this.numbers = [.. texts.Select(text => double.TryParse(text, NumberStyles.Float, format, out double number) ? number : double.NaN).Where(double.IsFinite)];
    }

    /// <summary>Whether some of the texts are numbers.</summary>
    public bool HasNumbers => this.numbers.Length > 0;

    /// <summary>Whether a text stands for a missing value.</summary>
    public bool Contains(ReadOnlySpan<char> text) => text.IsEmpty || this.texts.Contains(text);

    /// <summary>Whether a number does.</summary>
    public bool Contains(double number) => Array.IndexOf(this.numbers, number) >= 0;
}
