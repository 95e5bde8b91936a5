using System.Numerics;

namespace Nabla.Data;

/// <summary>
/// The limits to which features are clipped: the training range plus a margin. Features that are 0 or 1, or the code of a level, have no limits.
/// </summary>
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

    /// <summary>The minimum of each feature; empty for no limits.</summary>
    public ReadOnlySpan<double> Least => this.least;

    /// <summary>The maximum of each feature.</summary>
    public ReadOnlySpan<double> Greatest => this.greatest;

    /// <summary>Creates the limits of the features of some columns.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="encodings">The encoding of each column; empty if every column is one feature.</param>
    /// <param name="starts">The index of the first feature of each column, followed by the number of features.</param>
    /// <param name="ranges">The ranges in training; null if unknown.</param>
    /// <param name="margin">The margin as a fraction of the range; null for no limits.</param>
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
