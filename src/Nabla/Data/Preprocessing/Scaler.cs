using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>
/// Scales columns: (x − offset) / scale. A column that was constant when the scaler was fitted has scale 0 and gives 0,
/// whatever its value. Serves features, and the targets of a regression.
/// </summary>
public sealed record Scaler
{
    private readonly double[] least;
    private readonly double[] most;

    /// <summary>A scaler from its numbers, as read from a file.</summary>
    /// <param name="method">How the numbers were found.</param>
    /// <param name="offset">What is subtracted from each column.</param>
    /// <param name="scale">What each column is then divided by.</param>
    /// <param name="least">The least value of each column that is taken as it is; null for any.</param>
    /// <param name="most">The largest one; null for any.</param>
    /// <exception cref="ArgumentException">Not as many offsets as scales, a number that is not finite, or a negative scale.</exception>
    public Scaler(ScalerMethod method, ImmutableArray<double> offset, ImmutableArray<double> scale, ValueList<double>? least = null, ValueList<double>? most = null)
    {
        (offset, scale) = (offset.IsDefault ? [] : offset, scale.IsDefault ? [] : scale);
        if (offset.IsEmpty || offset.Length != scale.Length)
            throw new ArgumentException($"{offset.Length} offsets and {scale.Length} scales: wanted one of each a column", nameof(scale));
        for (int column = 0; column < offset.Length; column++)
        {
            if (!double.IsFinite(offset[column]) || !double.IsFinite(scale[column]) || scale[column] < 0)
            {
                string numbers = string.Create(CultureInfo.InvariantCulture, $"offset {offset[column]} and scale {scale[column]}");
                throw new ArgumentException($"column {column} cannot be scaled by {numbers}", nameof(scale));
            }
        }

        if ((least is null) != (most is null) || (least is not null && (least.Count != offset.Length || most!.Count != offset.Length)))
            throw new ArgumentException($"{least?.Count ?? 0} least and {most?.Count ?? 0} largest values for {offset.Length} columns", nameof(least));
        for (int column = 0; column < least?.Count; column++)
        {
            if (!double.IsFinite(least[column]) || !double.IsFinite(most![column]) || least[column] > most[column])
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"column {column} cannot be clipped to {least[column]} to {most![column]}"), nameof(least));
        }

        this.Method = method;
        this.Offset = offset;
        this.Scale = scale;
        this.Least = least;
        this.Most = most;
        (this.least, this.most) = ([.. least ?? []], [.. most ?? []]);
    }

    /// <summary>How the numbers were found.</summary>
    public ScalerMethod Method { get; }

    /// <summary>What is subtracted from each column.</summary>
    public ImmutableArray<double> Offset { get; }

    /// <summary>What each column is then divided by; 0 for a column that gives 0.</summary>
    public ImmutableArray<double> Scale { get; }

    /// <summary>The least value of each column that is taken as it is: what is below is taken for it. Null for any value.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonConverter(typeof(ValueListJsonConverter<double>))]
    public ValueList<double>? Least { get; }

    /// <summary>The largest value of each column that is taken as it is: what is above is taken for it. Null for any value.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonConverter(typeof(ValueListJsonConverter<double>))]
    public ValueList<double>? Most { get; }

    /// <summary>The number of columns.</summary>
    [JsonIgnore]
    public int Columns => this.Offset.Length;

    /// <summary>A scaler for the columns of <paramref name="x"/>, fitted on all its rows.</summary>
    /// <exception cref="InvalidDataException">There is no row, or a column has values that are not finite or too large.</exception>
    public static Scaler Fit(ScalerMethod method, ReadOnlyMatrixView<double> x)
    {
        int[] rows = [.. Enumerable.Range(0, x.Rows)];
        return Fit(method, x, rows);
    }

    /// <summary>A scaler for the columns of <paramref name="x"/>, fitted on the named rows only.</summary>
    /// <exception cref="InvalidDataException">There is no row, or a column has values that are not finite or too large.</exception>
    public static Scaler Fit(ScalerMethod method, ReadOnlyMatrixView<double> x, ReadOnlySpan<int> rows)
    {
        if (rows.IsEmpty)
            throw new InvalidDataException("a scaler cannot be fitted on 0 rows");
        if (method == ScalerMethod.None)
            return new Scaler(method, [.. new double[x.Columns]], [.. Enumerable.Repeat(1.0, x.Columns)]);
        var offset = new double[x.Columns];
        var scale = new double[x.Columns];
        var block = new ColumnBlock(rows.Length, x.Columns);
        for (int start = 0; start < x.Columns; start += ColumnBlock.Width)
        {
            block.Gather(x, rows, start);
            for (int column = start; column < Math.Min(start + ColumnBlock.Width, x.Columns); column++)
            {
                (offset[column], scale[column]) = ColumnStatistics.OffsetAndScale(method, block[column - start]);
                if (!double.IsFinite(offset[column]) || !double.IsFinite(scale[column]))
                    throw new InvalidDataException($"column {column} cannot be scaled: it has values that are not finite, or too large");
            }
        }

        return new Scaler(method, [.. offset], [.. scale]);
    }

    /// <summary>result[i] ← (row[i] − offset[i]) / scale[i], computed in double.</summary>
    /// <exception cref="ArgumentException">A span does not have a number for each column.</exception>
    public void Transform<TSource, T>(ReadOnlySpan<TSource> row, Span<T> result)
        where TSource : unmanaged, IBinaryFloatingPointIeee754<TSource>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        this.CheckWidth(row.Length, nameof(row));
        this.CheckWidth(result.Length, nameof(result));
        ReadOnlySpan<double> offset = this.Offset.AsSpan(), scale = this.Scale.AsSpan();
        ReadOnlySpan<double> least = this.least, most = this.most;
        for (int i = 0; i < row.Length; i++)
        {
            double x = double.CreateTruncating(row[i]);
            if (!least.IsEmpty)
                x = Math.Clamp(x, least[i], most[i]);
            double y = scale[i] == 0 ? 0 : (x - offset[i]) / scale[i];
            result[i] = T.CreateTruncating(y);
        }
    }

    /// <summary>The same scaler for values that go beyond the range of some rows by a part of that range at most: others are clipped.</summary>
    /// <param name="x">The rows [examples × columns].</param>
    /// <param name="margin">How far beyond the range values are taken as they are, as a part of the range, at each end; infinite for any.</param>
    public Scaler Clipped(ReadOnlyMatrixView<double> x, double margin)
    {
        if (!(margin >= 0))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"a margin of {margin} beyond the range of training: wanted 0 or more"), nameof(margin));
        if (double.IsPositiveInfinity(margin))
            return this;
        double[] least = [.. Enumerable.Repeat(double.PositiveInfinity, x.Columns)], most = [.. Enumerable.Repeat(double.NegativeInfinity, x.Columns)];
        for (int row = 0; row < x.Rows; row++)
        {
            ReadOnlySpan<double> values = x.Row(row);
            for (int i = 0; i < values.Length; i++)
                (least[i], most[i]) = (Math.Min(least[i], values[i]), Math.Max(most[i], values[i]));
        }

        for (int i = 0; i < least.Length; i++)
            (least[i], most[i]) = Widened(least[i], most[i], margin);
        return new Scaler(this.Method, this.Offset, this.Scale, [.. least], [.. most]);
    }

    /// <summary>A range with a margin at each end; as it is where that would not be finite.</summary>
    internal static (double Least, double Most) Widened(double least, double most, double margin)
    {
        double wide = margin * (most - least);
        return double.IsFinite(least - wide) && double.IsFinite(most + wide) ? (least - wide, most + wide) : (least, most);
    }

    /// <summary>Whether a value of a column is clipped.</summary>
    internal bool Clips(int column, double value) => this.least.Length > 0 && (value < this.least[column] || value > this.most[column]);

    /// <summary>All rows scaled [examples × columns].</summary>
    /// <exception cref="ArgumentException">The matrix has another number of columns.</exception>
    public Matrix<T> Transform<T>(ReadOnlyMatrixView<double> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = new Matrix<T>(x.Rows, x.Columns);
        for (int row = 0; row < x.Rows; row++)
            this.Transform(x.Row(row), result.Row(row));
        return result;
    }

    /// <summary>result[i] ← row[i] · scale[i] + offset[i], computed in double: the value before scaling.</summary>
    /// <exception cref="ArgumentException">A span does not have a number for each column.</exception>
    public void Inverse<TSource, T>(ReadOnlySpan<TSource> row, Span<T> result)
        where TSource : unmanaged, IBinaryFloatingPointIeee754<TSource>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        this.CheckWidth(row.Length, nameof(row));
        this.CheckWidth(result.Length, nameof(result));
        ReadOnlySpan<double> offset = this.Offset.AsSpan(), scale = this.Scale.AsSpan();
        for (int i = 0; i < row.Length; i++)
            result[i] = T.CreateTruncating((double.CreateTruncating(row[i]) * scale[i]) + offset[i]);
    }

    /// <summary>All rows as they were before scaling [examples × columns].</summary>
    /// <exception cref="ArgumentException">The matrix has another number of columns.</exception>
    public Matrix<double> Inverse<T>(ReadOnlyMatrixView<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = new Matrix<double>(x.Rows, x.Columns);
        for (int row = 0; row < x.Rows; row++)
            this.Inverse(x.Row(row), result.Row(row));
        return result;
    }

    /// <summary>Whether method and all numbers are the same.</summary>
    public bool Equals(Scaler? other)
        => other is not null && this.Method == other.Method && Equals(this.Least, other.Least) && Equals(this.Most, other.Most)
            && this.Offset.AsSpan().SequenceEqual(other.Offset.AsSpan()) && this.Scale.AsSpan().SequenceEqual(other.Scale.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(this.Method, this.Columns);

    private void CheckWidth(int found, string parameter)
    {
        if (found != this.Columns)
            throw new ArgumentException($"{found} values, but the scaler was fitted on {this.Columns} columns", parameter);
    }
}
