using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>
/// Scales columns: (x − offset) / scale. A column that was constant in fitting has scale 0 and gives 0 for any value. Used for features, and for the
/// targets of a regression.
/// </summary>
public sealed record Scaler
{
    private const double SmoothLimit = 3;

    private readonly ColumnQuantiles?[] tables = [];

    /// <summary>Creates a scaler from its numbers, as read from a file.</summary>
    /// <exception cref="ArgumentException">The numbers of offsets and scales differ, a number is not finite, or a scale is negative.</exception>
    public Scaler(ScalerMethod method, ImmutableArray<double> offset, ImmutableArray<double> scale)
    {
        (offset, scale) = (offset.IsDefault ? [] : offset, scale.IsDefault ? [] : scale);
        if (offset.IsEmpty || offset.Length != scale.Length)
            throw new ArgumentException($"{offset.Length} offsets and {scale.Length} scales: expected one of each a column", nameof(scale));
        for (int column = 0; column < offset.Length; column++)
        {
            if (!double.IsFinite(offset[column]) || !double.IsFinite(scale[column]) || scale[column] < 0)
            {
                string numbers = string.Create(CultureInfo.InvariantCulture, $"offset {offset[column]} and scale {scale[column]}");
                throw new ArgumentException($"column {column} cannot be scaled by {numbers}", nameof(scale));
            }
        }

        this.Method = method;
        this.Offset = offset;
        this.Scale = scale;
    }

    /// <summary>The scaling method.</summary>
    public ScalerMethod Method { get; }

    /// <summary>The number subtracted from each column.</summary>
    public ImmutableArray<double> Offset { get; }

    /// <summary>The divisor of each column; 0 for a column that gives 0.</summary>
    public ImmutableArray<double> Scale { get; }

    /// <summary>The columns that are not scaled, such as category codes, if the method clips smoothly; null, the default, for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<int>))]
    public ValueList<int>? Codes { get; init; }

    /// <summary>
    /// The quantiles of the columns that are transformed to a normal distribution, with the quantile method; null, the default, for none.
    /// </summary>
    /// <exception cref="ArgumentException">The columns are not in ascending order, or one does not exist.</exception>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<ColumnQuantiles>))]
    public ValueList<ColumnQuantiles>? Quantiles
    {
        get;
        init
        {
            var byColumn = new ColumnQuantiles?[this.Columns];
            int before = -1;
            foreach (ColumnQuantiles quantiles in value ?? [])
            {
                if (quantiles.Column <= before || quantiles.Column >= this.Columns)
                    throw new ArgumentException($"quantiles of column {quantiles.Column} of {this.Columns}, expected ascending columns", nameof(value));
                byColumn[before = quantiles.Column] = quantiles;
            }

            (field, this.tables) = (value, value is null ? [] : byColumn);
        }
    }

    /// <summary>The number of columns.</summary>
    [JsonIgnore]
    public int Columns => this.Offset.Length;

    /// <summary>Fits a scaler for the columns of <paramref name="x"/> on all its rows.</summary>
    /// <exception cref="InvalidDataException">There is no row, or a column has values that are not finite or too large.</exception>
    public static Scaler Fit(ScalerMethod method, ReadOnlyMatrixView<double> x)
    {
        int[] rows = [.. Enumerable.Range(0, x.Rows)];
        return Fit(method, x, rows);
    }

    /// <summary>Fits a scaler for the columns of <paramref name="x"/> on some of its rows.</summary>
    /// <exception cref="InvalidDataException">There is no row, or a column has values that are not finite or too large.</exception>
    public static Scaler Fit(ScalerMethod method, ReadOnlyMatrixView<double> x, ReadOnlySpan<int> rows)
    {
        if (rows.IsEmpty)
            throw new InvalidDataException("a scaler cannot be fitted on 0 rows");
        if (method == ScalerMethod.None)
            return new Scaler(method, [.. new double[x.Columns]], [.. Enumerable.Repeat(1.0, x.Columns)]);
        var offset = new double[x.Columns];
        var scale = new double[x.Columns];
        var quantiles = new List<ColumnQuantiles>();
        var block = new ColumnBlock(rows.Length, x.Columns);
        for (int start = 0; start < x.Columns; start += ColumnBlock.Width)
        {
            block.Gather(x, rows, start);
            for (int column = start; column < Math.Min(start + ColumnBlock.Width, x.Columns); column++)
            {
                (offset[column], scale[column]) = ColumnStatistics.OffsetAndScale(method, block[column - start]);
                if (method == ScalerMethod.Quantile && scale[column] != 0)
                    quantiles.Add(ColumnQuantiles.Of(column, block[column - start])); // sorted by the previous call
                if (!double.IsFinite(offset[column]) || !double.IsFinite(scale[column]))
                    throw new InvalidDataException($"column {column} cannot be scaled: it has values that are not finite, or too large");
            }
        }

        return new Scaler(method, [.. offset], [.. scale]) { Quantiles = quantiles.Count == 0 ? null : [.. quantiles] };
    }

    /// <summary>Whether every column is just (x − offset) / scale.</summary>
    [JsonIgnore]
    internal bool IsLinear => this.Method != ScalerMethod.RobustClip && this.tables.Length == 0;

    /// <summary>result[i] ← (row[i] − offset[i]) / scale[i], computed in double.</summary>
    /// <exception cref="ArgumentException">A span has another length than the number of columns.</exception>
    public void Transform<TSource, T>(ReadOnlySpan<TSource> row, Span<T> result)
        where TSource : unmanaged, IBinaryFloatingPointIeee754<TSource>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => this.Transform(row, result, [], []);

    /// <summary>The same for values that are first clipped to limits; empty spans for no limits.</summary>
    internal void Transform<TSource, T>(ReadOnlySpan<TSource> row, Span<T> result, ReadOnlySpan<double> least, ReadOnlySpan<double> greatest)
        where TSource : unmanaged, IBinaryFloatingPointIeee754<TSource>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        this.CheckWidth(row.Length, nameof(row));
        this.CheckWidth(result.Length, nameof(result));
        ReadOnlySpan<double> offset = this.Offset.AsSpan(), scale = this.Scale.AsSpan();
        for (int i = 0; i < row.Length; i++)
        {
            double x = double.CreateTruncating(row[i]);
            if (!least.IsEmpty)
                x = Math.Clamp(x, least[i], greatest[i]);
            double y = scale[i] == 0 ? 0 : (x - offset[i]) / scale[i];
            if (this.Method == ScalerMethod.RobustClip && !this.IsCode(i))
                y = SmoothlyClipped(y);
            else if (this.tables.Length > 0 && this.tables[i] is { } quantiles && scale[i] != 0)
                y = quantiles.ToNormal(x);
            result[i] = T.CreateTruncating(y);
        }
    }

    /// <summary>Scales all rows [examples × columns].</summary>
    /// <exception cref="ArgumentException">The number of columns of the matrix is wrong.</exception>
    public Matrix<T> Transform<T>(ReadOnlyMatrixView<double> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = new Matrix<T>(x.Rows, x.Columns);
        for (int row = 0; row < x.Rows; row++)
            this.Transform(x.Row(row), result.Row(row));
        return result;
    }

    /// <summary>
    /// result[i] ← row[i] · scale[i] + offset[i], computed in double: the value before scaling. A smooth clip is inverted, less precisely near its
    /// limits.
    /// </summary>
    /// <exception cref="ArgumentException">A span has another length than the number of columns.</exception>
    public void Inverse<TSource, T>(ReadOnlySpan<TSource> row, Span<T> result)
        where TSource : unmanaged, IBinaryFloatingPointIeee754<TSource>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        this.CheckWidth(row.Length, nameof(row));
        this.CheckWidth(result.Length, nameof(result));
        if (this.tables.Length > 0)
            throw new NotSupportedException("what quantiles made of values is not undone");
        ReadOnlySpan<double> offset = this.Offset.AsSpan(), scale = this.Scale.AsSpan();
        for (int i = 0; i < row.Length; i++)
        {
            double y = double.CreateTruncating(row[i]);
            if (this.Method == ScalerMethod.RobustClip && !this.IsCode(i))
                y /= Math.Sqrt(1 - (y / SmoothLimit * (y / SmoothLimit)));
            result[i] = T.CreateTruncating((y * scale[i]) + offset[i]);
        }
    }

    /// <summary>Inverts the scaling of all rows [examples × columns].</summary>
    /// <exception cref="ArgumentException">The number of columns of the matrix is wrong.</exception>
    public Matrix<double> Inverse<T>(ReadOnlyMatrixView<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = new Matrix<double>(x.Rows, x.Columns);
        for (int row = 0; row < x.Rows; row++)
            this.Inverse(x.Row(row), result.Row(row));
        return result;
    }

    /// <summary>Whether the method and all numbers are equal.</summary>
    public bool Equals(Scaler? other)
        => other is not null && this.Method == other.Method
            && Equals(this.Codes, other.Codes) && Equals(this.Quantiles, other.Quantiles) && this.Offset.AsSpan().SequenceEqual(other.Offset.AsSpan()) && this.Scale.AsSpan().SequenceEqual(other.Scale.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(this.Method, this.Columns);

    /// <summary>y/√(1 + (y/3)²); ±3 if that overflows.</summary>
    internal static double SmoothlyClipped(double y)
    {
        double part = y / SmoothLimit, root = Math.Sqrt(1 + (part * part));
        return double.IsInfinity(root) ? Math.CopySign(SmoothLimit, y) : y / root;
    }

    private bool IsCode(int column)
    {
        for (int i = 0; i < this.Codes?.Count; i++) // an enumerator would allocate
        {
            if (this.Codes[i] == column)
                return true;
        }

        return false;
    }

    /// <summary>Refuses a row whose number of values differs from the number of columns.</summary>
    internal static void CheckWidth(int found, int columns, string parameter)
    {
        if (found != columns)
            throw new ArgumentException($"{found} values, but the scaler was fitted on {columns} columns", parameter);
    }

    private void CheckWidth(int found, string parameter) => CheckWidth(found, this.Columns, parameter);
}
