using System.Text.Json.Serialization;
using Nabla.Descriptions;

namespace Nabla.Models;

/// <summary>
/// The conformity scores of calibration rows in ascending order: the distances of predictions from true values. For many rows, about every thousandth
/// score represents those below it, which makes intervals and sets slightly wider, never narrower.
/// </summary>
/// <param name="Values">The scores, in ascending order.</param>
/// <param name="Counts">The number of rows that each score represents.</param>
public sealed record ConformalScores(
    [property: JsonConverter(typeof(ValueListJsonConverter<double>))] ValueList<double> Values,
    [property: JsonConverter(typeof(ValueListJsonConverter<int>))] ValueList<int> Counts)
{
    /// <summary>Maximum number of scores of a list in a model file.</summary>
    public const int Most = 1000;

    // The cumulative number of rows up to each score.
    private readonly int[] upTo = [.. Counts.Aggregate(new List<int> { 0 }, (sums, count) =>
    {
        sums.Add(sums[^1] + count);
        return sums;
    })];

    /// <summary>The number of rows.</summary>
    [JsonIgnore]
    public int Rows => this.upTo[^1];

    /// <summary>Whether the scores ascend and represent rows.</summary>
    internal bool IsWellFormed
        => this.Values.Count == this.Counts.Count && this.Counts.All(count => count > 0) && this.Counts.Sum(count => (long)count) <= int.MaxValue && this.Values.All(double.IsFinite)
            && this.Values.Zip(this.Values.Skip(1)).All(pair => pair.First <= pair.Second);

    /// <summary>Creates the scores of some rows.</summary>
    internal static ConformalScores Of(IEnumerable<double> scores)
    {
        double[] sorted = [.. scores.Order()];
        int kept = Math.Min(sorted.Length, Most);
        if (kept == 0)
            return new ConformalScores([], []); // a class that no row of a fold has
        int[] ends = [.. Enumerable.Range(0, kept + 1).Select(i => (int)((long)i * sorted.Length / kept))];
        return new ConformalScores(
            [.. Enumerable.Range(0, kept).Select(i => sorted[ends[i + 1] - 1])],
            [.. Enumerable.Range(0, kept).Select(i => ends[i + 1] - ends[i])]);
    }

    /// <summary>The score of a rank, from 1 to the number of rows.</summary>
    internal double Smallest(int place)
    {
        int i = 0;
        while (i < this.Values.Count - 1 && this.upTo[i + 1] < place)
            i++;
        return this.Values[i];
    }

    /// <summary>The number of rows with a score below a value.</summary>
    internal int Below(double score) => this.upTo[this.Place(score, 0, orEqual: false)];

    /// <summary>The number of rows whose score plus an offset is at most a value.</summary>
    internal int UpTo(double value, double offset) => this.upTo[this.Place(value, offset, orEqual: true)];

    /// <inheritdoc/>
    public bool Equals(ConformalScores? other) => other is not null && this.Values.Equals(other.Values) && this.Counts.Equals(other.Counts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(this.Values, this.Counts);

    private int Place(double value, double offset, bool orEqual)
    {
        (int low, int high) = (0, this.Values.Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            double found = offset + this.Values[middle];
            if (orEqual ? found <= value : found < value)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
