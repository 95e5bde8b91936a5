using System.Text.Json.Serialization;

namespace Nabla.Data;

/// <summary>
/// A category with two levels as one feature, 1 for the first and −1 for the second; 0 for unknown texts, and for missing values without a
/// replacement.
/// </summary>
/// <param name="First">The code of the level encoded as 1.</param>
/// <param name="Second">The code of the level encoded as −1.</param>
/// <param name="Indicator">Whether there is a missing-value indicator.</param>
/// <param name="Fill">The code of the level that replaces a missing value; −1 for none.</param>
public sealed record PairEncoding(int First, int Second, bool Indicator, int Fill) : ColumnEncoding
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override int Width => this.Indicator ? 2 : 1;

    /// <inheritdoc/>
    public override IEnumerable<string> FeatureNames(ColumnSchema column)
    {
        ArgumentNullException.ThrowIfNull(column);
        string name = column.HashBuckets > 0
            ? FormattableString.Invariant($"{column.Name}#{this.First}/{this.Second}")
            : $"{column.Name}={column.Levels[this.First]}/{column.Levels[this.Second]}";
        return this.Indicator ? [name, $"{column.Name} is missing"] : [name];
    }

    internal override void Expand(double value, Span<double> features)
    {
        bool missing = double.IsNaN(value);
        int code = missing ? this.Fill : (int)value;
        features[0] = code == this.First ? 1 : code == this.Second ? -1 : 0;
        if (this.Indicator)
            features[1] = missing ? 1 : 0;
    }

    internal override bool Suits(ColumnSchema column)
        => column.Kind == ColumnKind.Category && this.First >= 0 && this.Second >= 0 && this.First != this.Second
            && this.First < column.CodeCount && this.Second < column.CodeCount && (this.Fill == -1 || this.Fill == this.First || this.Fill == this.Second);
}
