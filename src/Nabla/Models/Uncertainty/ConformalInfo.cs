using System.Text.Json.Serialization;
using Nabla.Descriptions;

namespace Nabla.Models;

/// <summary>
/// What intervals or sets are made of: the scores of rows that the networks that are compared with them were not trained on.
/// </summary>
public sealed record ConformalInfo
{
    /// <summary>The part of the rows that intervals or sets are to cover, 1 − α.</summary>
    public required double Level { get; init; }

    /// <summary>The score by which a class enters a set; null for intervals.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public SetScore? SetScore { get; init; }

    /// <summary>Whether each class is covered alike.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ByClass { get; init; }

    /// <summary>The seed of the decision on the last class of a randomized set; null for sets that are not randomized.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ulong? Seed { get; init; }

    /// <summary>
    /// One group for each fold of an ensemble (CV+), each with the members that were not trained on it, or one for rows that were kept from
    /// training (split conformal), with the whole model.
    /// </summary>
    [JsonConverter(typeof(ValueListJsonConverter<ConformalGroup>))]
    public required ValueList<ConformalGroup> Groups { get; init; }

    /// <summary>The number of calibration rows.</summary>
    [JsonIgnore]
    public int Rows => this.Groups.Sum(group => this.ByClass ? group.Scores.Sum(scores => scores.Rows) : group.Scores[0].Rows);

    /// <summary>The least number of calibration rows for a level: ⌈1/α⌉ − 1.</summary>
    public static int LeastRows(double level)
    {
        // 1 − 0.9 is a little less than 0.1, which must not ask for a row more.
        const double Rounding = 1e-9;
        return (int)Math.Ceiling((1 / (1 - level)) - Rounding) - 1;
    }

    /// <summary>
    /// The score that decides for each target, or for each class where they are covered alike: what is at most as large is in the interval or
    /// set. Null where there is no such score: with the folds of an ensemble, and for randomized sets.
    /// </summary>
    public IReadOnlyList<double>? Thresholds()
    {
        if (this.Groups is not [{ Fold: null } group] || this.Seed is not null)
            return null;
        return [.. group.Scores.Select(scores => scores.Smallest(Place(this.Level, scores.Rows)))];
    }

    /// <summary>The place of the score that decides, from 1, among n: ⌈(1 − α)(n + 1)⌉.</summary>
    internal static int Place(double level, int rows)
    {
        const double Rounding = 1e-9;
        return (int)Math.Ceiling((level * (rows + 1.0)) - Rounding);
    }
}

/// <summary>The calibration rows that are compared with the same networks.</summary>
/// <param name="Fold">The fold that the rows are; null for rows that were kept from training.</param>
/// <param name="Temperature">The temperature of the probabilities, found by other rows; null for none.</param>
/// <param name="Scores">The scores for each target, for each class where they are covered alike, or of all classes together.</param>
public sealed record ConformalGroup(
    int? Fold,
    double? Temperature,
    [property: JsonConverter(typeof(ValueListJsonConverter<ConformalScores>))] ValueList<ConformalScores> Scores);
