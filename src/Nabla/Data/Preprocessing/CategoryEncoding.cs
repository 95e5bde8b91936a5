using System.Text.Json.Serialization;
using Nabla.Descriptions;

namespace Nabla.Data;

/// <summary>One-hot encoding of a category: one feature for each frequent level, 1 for that level and 0 for the others.</summary>
public sealed record CategoryEncoding : ColumnEncoding
{
    // The codes in ascending order, and the feature of each.
    private readonly int[] sorted;
    private readonly int[] features;

    /// <summary>Creates an encoding of categories.</summary>
    /// <param name="codes">The codes of the levels that have a feature, in the order of the features.</param>
    /// <param name="other">Whether all other levels share one feature.</param>
    /// <param name="indicator">Whether there is a missing-value indicator.</param>
    /// <param name="fill">The code of the level that replaces a missing value; −1 for none.</param>
    /// <exception cref="ArgumentException">A code is negative or occurs twice, or the code for missing values has no feature.</exception>
    public CategoryEncoding(ValueList<int> codes, bool other, bool indicator, int fill)
    {
        ArgumentNullException.ThrowIfNull(codes);
        if (codes.Any(code => code < 0) || codes.Distinct().Count() != codes.Count || (fill != -1 && !codes.Contains(fill)))
            throw new ArgumentException($"codes {codes} with {fill} for missing values make no encoding", nameof(codes));
        this.Codes = codes;
        this.Other = other;
        this.Indicator = indicator;
        this.Fill = fill;
        this.sorted = [.. codes];
        this.features = [.. Enumerable.Range(0, codes.Count)];
        Array.Sort(this.sorted, this.features);
    }

    /// <summary>The codes of the levels that have a feature, in the order of the features.</summary>
    [JsonConverter(typeof(ValueListJsonConverter<int>))]
    public ValueList<int> Codes { get; }

    /// <summary>Whether all other levels, and unknown texts, share one feature; otherwise they have 0 in all features.</summary>
    public bool Other { get; }

    /// <summary>Whether there is a missing-value indicator.</summary>
    public bool Indicator { get; }

    /// <summary>The code of the level that replaces a missing value; −1 for none.</summary>
    public int Fill { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override int Width => this.Codes.Count + (this.Other ? 1 : 0) + (this.Indicator ? 1 : 0);

    /// <inheritdoc/>
    public override IEnumerable<string> FeatureNames(ColumnSchema column)
    {
        ArgumentNullException.ThrowIfNull(column);
        foreach (int code in this.Codes)
            yield return column.HashBuckets > 0 ? $"{column.Name}#{code}" : $"{column.Name}={column.Levels[code]}";
        if (this.Other)
            yield return $"{column.Name}=(other)";
        if (this.Indicator)
            yield return $"{column.Name} is missing";
    }

    /// <inheritdoc/>
    public bool Equals(CategoryEncoding? other)
        => other is not null && this.Codes.Equals(other.Codes)
            && (this.Other, this.Indicator, this.Fill) == (other.Other, other.Indicator, other.Fill);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(this.Codes, this.Other, this.Indicator, this.Fill);

    internal override void Expand(double value, Span<double> features)
    {
        features.Clear();
        bool missing = double.IsNaN(value);
        if (missing && this.Indicator)
            features[^1] = 1;
        int code = missing ? this.Fill : (int)value;
        int place = Array.BinarySearch(this.sorted, code);
        if (place >= 0)
            features[this.features[place]] = 1;
        else if (this.Other && !missing)
            features[this.Codes.Count] = 1;
    }

    internal override bool Suits(ColumnSchema column)
        => column.Kind == ColumnKind.Category && this.Codes.All(code => code < column.CodeCount);
}
