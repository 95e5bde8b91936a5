using System.Text.Json.Serialization;

namespace Nabla.Data;

/// <summary>The settings of a split, sufficient to split the same rows again.</summary>
/// <param name="ValidationFraction">The validation part's fraction of all rows; 0 if there is none or it came with the data.</param>
/// <param name="TestFraction">The test part's fraction of all rows; 0 if there is none or it came with the data.</param>
/// <param name="Seed">The seed of the split.</param>
/// <param name="Stratified">Whether each part has the classes in proportion.</param>
/// <param name="Rows">The number of rows before the split.</param>
public sealed record SplitSettings(double ValidationFraction, double TestFraction, ulong Seed, bool Stratified, int Rows)
{
    /// <summary>The column of groups, each kept in one part; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? Group { get; init; }

    /// <summary>The column with the time of each row, if the test part has the latest rows; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? Time { get; init; }

    /// <summary>Splits the same rows again.</summary>
    /// <param name="data">The rows before the split; existing parts are kept.</param>
    /// <exception cref="ArgumentException">The number of rows differs.</exception>
    public DataParts Apply(DataParts data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Train.Rows != this.Rows)
            throw new ArgumentException($"data set '{data.Train.Name}' has {data.Train.Rows} rows, the parts were made of {this.Rows}", nameof(data));
        if ((this.Group is not null && data.Train.Groups is null) || (this.Time is not null && data.Train.Times is null))
            throw new ArgumentException($"data set '{data.Train.Name}' does not say what the parts were made by, column '{this.Group ?? this.Time}'", nameof(data));
        DataParts parts = Split.TrainValidationTest(data.Train, this.ValidationFraction, this.TestFraction, this.Seed, this.Stratified);
        return parts with { Split = this, Validation = parts.Validation ?? data.Validation, Test = parts.Test ?? data.Test };
    }
}
