using System.Text.Json.Serialization;
using Nabla.Descriptions;

namespace Nabla.Data;

/// <summary>A date as one feature for each part that varied, and a missing-value indicator if values were missing.</summary>
public sealed record DateEncoding : ColumnEncoding
{
    /// <summary>Creates an encoding of dates.</summary>
    /// <param name="parts">The parts that are features.</param>
    /// <param name="fill">The replacement of a missing date, as <see cref="DateValue"/>.</param>
    /// <param name="indicator">Whether there is a missing-value indicator.</param>
    public DateEncoding(ValueList<DatePart> parts, double fill, bool indicator)
    {
        ArgumentNullException.ThrowIfNull(parts);
        this.Parts = parts;
        this.Fill = fill;
        this.Indicator = indicator;
    }

    /// <summary>The parts that are features.</summary>
    [JsonConverter(typeof(ValueListJsonConverter<DatePart>))]
    public ValueList<DatePart> Parts { get; }

    /// <summary>The replacement of a missing date, the median, as <see cref="DateValue"/>.</summary>
    public double Fill { get; }

    /// <summary>Whether there is a feature that is 1 for a missing date.</summary>
    public bool Indicator { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override int Width => this.Parts.Count + (this.Indicator ? 1 : 0);

    /// <inheritdoc/>
    public override IEnumerable<string> FeatureNames(ColumnSchema column)
    {
        ArgumentNullException.ThrowIfNull(column);
        IEnumerable<string> parts = this.Parts.Select(part => $"{column.Name} {part.ToString().ToLowerInvariant()}");
        return this.Indicator ? parts.Append($"{column.Name} is missing") : parts;
    }

    internal override void Expand(double value, Span<double> features)
    {
        bool missing = !DateValue.IsDate(value);
        DateTime date = DateValue.ToDate(missing ? this.Fill : value);
        for (int i = 0; i < this.Parts.Count; i++)
            features[i] = DateParts.Of(this.Parts[i], date);
        if (this.Indicator)
            features[this.Parts.Count] = missing ? 1 : 0;
    }

    internal override bool Suits(ColumnSchema column)
        => column.Kind == ColumnKind.Date && DateValue.IsDate(this.Fill) && this.Parts.All(Enum.IsDefined);
}
