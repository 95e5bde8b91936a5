using System.Text.Json.Serialization;
using Nabla.Descriptions;

namespace Nabla.Data;

/// <summary>A category that is embedded: the network learns a vector for each level.</summary>
/// <param name="Column">The name of the column.</param>
/// <param name="Size">The size of a vector, 1 or more; null, the default, derives it from the number of levels.</param>
public sealed record CategoryEmbedding(string Column, int? Size = null)
{
    /// <summary>The size of a vector, 1 or more; null derives it from the number of levels.</summary>
    public int? Size { get; } = Size is null or >= 1
        ? Size
        : throw new ArgumentException(FormattableString.Invariant($"column '{Column}': vectors of {Size} numbers, expected 1 or more"));

    /// <summary>Reads <c>COLUMN</c> or <c>COLUMN:SIZE</c>.</summary>
    public static CategoryEmbedding Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        int colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text.AsSpan(colon + 1), System.Globalization.CultureInfo.InvariantCulture, out int size)
            ? new CategoryEmbedding(text[..colon], size)
            : new CategoryEmbedding(text);
    }

    /// <inheritdoc/>
    public override string ToString() => this.Size is null ? this.Column : FormattableString.Invariant($"{this.Column}:{this.Size}");
}

/// <summary>
/// A category as one feature, the index of its level, for a network with a vector per level. A missing value has a separate index if the training
/// data had missing values; unknown levels have the last index.
/// </summary>
public sealed record EmbeddingEncoding : ColumnEncoding
{
    private readonly int[] sorted;
    private readonly int[] places;

    /// <summary>Creates an encoding of categories.</summary>
    /// <param name="codes">The codes of the levels in the training data, in the order of their indexes.</param>
    /// <param name="missing">Whether missing values have a separate index.</param>
    /// <param name="size">The size of a vector.</param>
    /// <param name="fill">The code of the level that replaces a missing value; null, the default, for none.</param>
    /// <exception cref="ArgumentException">A code is negative or occurs twice, the code for missing values is not among them, or the size is less
    /// than 1.</exception>
    public EmbeddingEncoding(ValueList<int> codes, bool missing, int size, int? fill = null)
    {
        ArgumentNullException.ThrowIfNull(codes);
        if (codes.Any(code => code < 0) || codes.Distinct().Count() != codes.Count || size < 1 || (fill is { } level && (missing || !codes.Contains(level))))
            throw new ArgumentException($"codes {codes} with vectors of {size} numbers make no embedding", nameof(codes));
        this.Codes = codes;
        this.Missing = missing;
        this.Size = size;
        this.Fill = fill;
        this.sorted = [.. codes];
        this.places = [.. Enumerable.Range(0, codes.Count)];
        Array.Sort(this.sorted, this.places);
    }

    /// <summary>The codes of the levels in the training data, in the order of their indexes.</summary>
    [JsonConverter(typeof(ValueListJsonConverter<int>))]
    public ValueList<int> Codes { get; }

    /// <summary>Whether missing values have a separate index, after those of the levels; otherwise they have the index of unknown levels.</summary>
    public bool Missing { get; }

    /// <summary>The size of a vector.</summary>
    public int Size { get; }

    /// <summary>The code of the level that replaces a missing value; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? Fill { get; }

    /// <summary>The number of different indexes.</summary>
    [JsonIgnore]
    public int Levels => this.Codes.Count + (this.Missing ? 2 : 1);

    /// <inheritdoc/>
    [JsonIgnore]
    public override int Width => 1;

    /// <summary>The default size of a vector: 1.6 · levels^0.56, rounded up, at most 50.</summary>
    /// <remarks>The rule of thumb of fast.ai (Howard and Gugger, 2020), with a lower limit.</remarks>
    public static int UsualSize(int levels) => (int)Math.Clamp(Math.Ceiling(1.6 * Numerics.Elementary.Pow(levels, 0.56)), 1, 50);

    /// <inheritdoc/>
    public override IEnumerable<string> FeatureNames(ColumnSchema column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return [$"{column.Name} (level)"];
    }

    /// <inheritdoc/>
    public bool Equals(EmbeddingEncoding? other)
        => other is not null && this.Codes.Equals(other.Codes) && (this.Missing, this.Size, this.Fill) == (other.Missing, other.Size, other.Fill);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(this.Codes, this.Missing, this.Size, this.Fill);

    internal override void Expand(double value, Span<double> features)
    {
        bool missing = double.IsNaN(value);
        int place = Array.BinarySearch(this.sorted, missing ? this.Fill ?? -1 : (int)value);
        features[0] = place >= 0 ? this.places[place] : missing && this.Missing ? this.Codes.Count : this.Levels - 1;
    }

    internal override bool Suits(ColumnSchema column)
        => column.Kind == ColumnKind.Category && this.Codes.All(code => code < column.CodeCount);
}
