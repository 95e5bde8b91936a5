using System.Text.Json.Serialization;

namespace Nabla.Data;

/// <summary>A number or boolean as one feature, and a missing-value indicator if values were missing.</summary>
/// <param name="Fill">The replacement of a missing value: the median of numbers, the more frequent value of booleans.</param>
/// <param name="Indicator">Whether there is a missing-value indicator.</param>
public sealed record NumberEncoding(double Fill, bool Indicator) : ColumnEncoding
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override int Width => this.Indicator ? 2 : 1;

    /// <inheritdoc/>
    public override IEnumerable<string> FeatureNames(ColumnSchema column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return this.Indicator ? [column.Name, $"{column.Name} is missing"] : [column.Name];
    }

    internal override void Expand(double value, Span<double> features)
    {
        bool missing = double.IsNaN(value);
        features[0] = missing ? this.Fill : value;
        if (this.Indicator)
            features[1] = missing ? 1 : 0;
    }

    internal override bool Suits(ColumnSchema column) => column.Kind is ColumnKind.Number or ColumnKind.Boolean && double.IsFinite(this.Fill);
}
