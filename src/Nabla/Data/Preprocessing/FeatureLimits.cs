using System.Numerics;

namespace Nabla.Data;

/// <summary>The limits that features are clipped to: the range of training and a margin. Features that are 0 or 1, or the code of a level, have none.</summary>
internal sealed class FeatureLimits
{
    private readonly double[] least;
    private readonly double[] greatest;

    private FeatureLimits(int features)
    {
        this.least = new double[features];
        this.greatest = new double[features];
        Array.Fill(this.least, double.NegativeInfinity);
        Array.Fill(this.greatest, double.PositiveInfinity);
    }

    /// <summary>No limits.</summary>
    public static FeatureLimits None { get; } = new(0);

    /// <summary>The least value of each feature; empty for any.</summary>
    public ReadOnlySpan<double> Least => this.least;

    /// <summary>The greatest.</summary>
    public ReadOnlySpan<double> Greatest => this.greatest;

    /// <summary>The limits of the features that columns become.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="encodings">How each becomes features; none if every column is a feature.</param>
    /// <param name="starts">Where the features of each column start, and at last their number.</param>
    /// <param name="ranges">The values that training saw; null where they are not known.</param>
    /// <param name="margin">How far a feature may lie outside them, as a part of its range; null for any distance.</param>
    public static FeatureLimits Of(IReadOnlyList<ColumnSchema> columns, IReadOnlyList<ColumnEncoding> encodings, int[] starts, ColumnRanges? ranges, double? margin)
    {
        if (ranges is null || margin is not { } part)
            return None;
        var limits = new FeatureLimits(starts[^1]);
        for (int i = 0; i < columns.Count; i++)
        {
            (double first, double last) = (ranges.Least[i], ranges.Greatest[i]);
            if (columns[i].Kind is not (ColumnKind.Number or ColumnKind.Date) || first > last)
                continue; // nothing to clip, or a column without a value
            if (encodings.Count > 0 && encodings[i] is DateEncoding dates)
                limits.Add(dates, starts[i], DateValue.ToDate(first), DateValue.ToDate(last), part);
            else
                limits.Set(starts[i], first, last, part);
        }

        return limits;
    }

    /// <summary>Whether a value of a feature is clipped.</summary>
    public bool Clips(int feature, double value) => this.least.Length > 0 && (value < this.least[feature] || value > this.greatest[feature]);

    /// <summary>Whether no value of a row of features is clipped or missing.</summary>
    public bool Include(ReadOnlySpan<double> features)
    {
        int i = 0;
        for (; i + Vector<double>.Count <= features.Length; i += Vector<double>.Count)
        {
            var x = new Vector<double>(features[i..]);
            if (!Vector.GreaterThanOrEqualAll(x, new Vector<double>(this.least, i)) || !Vector.LessThanOrEqualAll(x, new Vector<double>(this.greatest, i)))
                return false;
        }

        for (; i < features.Length; i++)
        {
            if (!(features[i] >= this.least[i] && features[i] <= this.greatest[i]))
                return false;
        }

        return true;
    }

    private void Add(DateEncoding dates, int start, DateTime first, DateTime last, double margin)
    {
        for (int i = 0; i < dates.Parts.Count; i++)
        {
            (double least, double greatest) = DateParts.Between(dates.Parts[i], first, last);
            this.Set(start + i, least, greatest, margin);
        }
    }

    private void Set(int feature, double least, double greatest, double margin)
    {
        double wide = margin * (greatest - least);
        bool isFinite = double.IsFinite(least - wide) && double.IsFinite(greatest + wide);
        (this.least[feature], this.greatest[feature]) = isFinite ? (least - wide, greatest + wide) : (least, greatest);
    }
}
