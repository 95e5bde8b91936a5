using System.Text.Json.Serialization;

namespace Nabla.Data;

/// <summary>How rows were split into parts: enough to split the same rows again.</summary>
/// <param name="ValidationFraction">The validation part's fraction of all rows; 0 where there is none or it came with the data.</param>
/// <param name="TestFraction">The test part's fraction of all rows; 0 where there is none or it came with the data.</param>
/// <param name="Seed">The seed of the split.</param>
/// <param name="Stratified">Whether each part has the classes in proportion.</param>
/// <param name="Rows">The number of rows that were split.</param>
public sealed record SplitSettings(double ValidationFraction, double TestFraction, ulong Seed, bool Stratified, int Rows)
{
    /// <summary>The column of groups, each of which is in one part; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? Group { get; init; }

    /// <summary>The column with the time of a row, so that the test part has the latest rows; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? Time { get; init; }

    /// <summary>Splits the same rows again.</summary>
    /// <param name="data">The rows as they were before; parts of their own stay.</param>
    /// <exception cref="ArgumentException">There are more or fewer rows.</exception>
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
