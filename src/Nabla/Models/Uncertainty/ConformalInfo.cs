using System.Text.Json.Serialization;
using Nabla.Descriptions;

namespace Nabla.Models;

/// <summary>
/// The data of intervals or sets: the conformity scores of calibration rows, by networks that were not trained on them.
/// </summary>
public sealed record ConformalInfo
{
    /// <summary>The fraction of rows that intervals or sets should cover, 1 − α.</summary>
    public required double Level { get; init; }

    /// <summary>The conformity score of sets; null for intervals.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public SetScore? SetScore { get; init; }

    /// <summary>Whether the level holds for each class.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ByClass { get; init; }

    /// <summary>The seed of randomized sets; null for sets that are not randomized.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ulong? Seed { get; init; }

    /// <summary>
    /// One group for each fold of an ensemble (CV+), each with the members that were not trained on it, or one for held-out rows (split conformal),
    /// with the whole model.
    /// </summary>
    [JsonConverter(typeof(ValueListJsonConverter<ConformalGroup>))]
    public required ValueList<ConformalGroup> Groups { get; init; }

    /// <summary>The number of calibration rows.</summary>
    [JsonIgnore]
    public int Rows => this.Groups.Sum(group => this.ByClass ? group.Scores.Sum(scores => scores.Rows) : group.Scores[0].Rows);

    /// <summary>The minimum number of calibration rows for a level: ⌈1/α⌉ − 1.</summary>
    public static int LeastRows(double level)
    {
        // 1 − 0.9 is slightly less than 0.1, which must not require one more row.
        const double Rounding = 1e-9;
        return (int)Math.Ceiling((1 / (1 - level)) - Rounding) - 1;
    }

    /// <summary>
    /// The threshold score for each target, or for each class with coverage by class: values with at most this score are in the interval or set. Null
    /// if there is no single threshold: with the folds of an ensemble, and for randomized sets.
    /// </summary>
    public IReadOnlyList<double>? Thresholds()
    {
        if (this.Groups is not [{ Fold: null } group] || this.Seed is not null)
            return null;
        return [.. group.Scores.Select(scores => scores.Smallest(Place(this.Level, scores.Rows)))];
    }

    /// <summary>The rank of the threshold score, from 1, among n: ⌈(1 − α)(n + 1)⌉.</summary>
    internal static int Place(double level, int rows)
    {
        const double Rounding = 1e-9;
        return (int)Math.Ceiling((level * (rows + 1.0)) - Rounding);
    }
}

/// <summary>The calibration rows that are scored by the same networks.</summary>
/// <param name="Fold">The fold of the rows; null for held-out rows.</param>
/// <param name="Temperature">The temperature of the probabilities, fitted on other rows; null for none.</param>
/// <param name="Scores">The scores for each target, for each class with coverage by class, or of all classes together.</param>
public sealed record ConformalGroup(
    int? Fold,
    double? Temperature,
    [property: JsonConverter(typeof(ValueListJsonConverter<ConformalScores>))] ValueList<ConformalScores> Scores);
