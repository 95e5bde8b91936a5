using System.Globalization;

namespace Nabla.Data;

/// <summary>The threshold for embeddings: categories with more levels are embedded, and those with fewer are one-hot encoded.</summary>
/// <param name="Levels">The maximum number of levels of a category that is not embedded, 1 or more.</param>
/// <param name="Size">The size of a vector, 1 or more; null, the default, derives it from the number of levels.</param>
public sealed record EmbedBeyond(int Levels, int? Size = null)
{
    /// <summary>The maximum number of levels of a category that is not embedded.</summary>
    public int Levels { get; } = Levels >= 1 ? Levels : throw new ArgumentException($"embeddings beyond {Levels} levels: expected 1 or more");

    /// <summary>The size of a vector; null derives it from the number of levels.</summary>
    public int? Size { get; } = Size is null or >= 1 ? Size : throw new ArgumentException($"vectors of {Size} numbers: expected 1 or more");

    /// <summary>Reads <c>LEVELS</c> or <c>LEVELS:SIZE</c>.</summary>
    /// <exception cref="FormatException">The text does not have this form.</exception>
    public static EmbedBeyond Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split(':');
        int[] numbers = [.. parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0)];
        return numbers.Length is 1 or 2 && Array.TrueForAll(numbers, number => number >= 1)
            ? new EmbedBeyond(numbers[0], numbers.Length == 2 ? numbers[1] : null)
            : throw new FormatException($"'{text}' is not a number of levels: expected LEVELS or LEVELS:SIZE, as in 8:8");
    }

    /// <inheritdoc/>
    public override string ToString() => this.Size is null ? FormattableString.Invariant($"{this.Levels}") : FormattableString.Invariant($"{this.Levels}:{this.Size}");
}
