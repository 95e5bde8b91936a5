using System.Globalization;

namespace Nabla.Numerics;

/// <summary>One of several equal shares of numbered work, for independent processes without communication.</summary>
/// <param name="Number">The number of the share, from 1.</param>
/// <param name="Count">The number of shares.</param>
public readonly record struct Shard(int Number, int Count)
{
    /// <summary>The number of the share, from 1.</summary>
    public int Number { get; } = Number >= 1 && Number <= Count ? Number : throw Wrong($"{Number}/{Count}");

    /// <summary>Whether a part of the work, from 0, is in this share.</summary>
    public bool Has(long part) => part % this.Count == this.Number - 1;

    /// <summary>Reads <c>2/16</c>: the second of sixteen.</summary>
    /// <exception cref="FormatException">The text is not a share.</exception>
    public static Shard Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('/') is [var first, var second]
            && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && number >= 1 && number <= count
                ? new Shard(number, count)
                : throw new FormatException(Wrong(text).Message);
    }

    /// <summary>Text such as <c>2/16</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{this.Number}/{this.Count}");

    private static ArgumentException Wrong(string text) => new($"'{text}' is not a share of the work, expected i/n with i from 1 to n, as in 2/16");
}
