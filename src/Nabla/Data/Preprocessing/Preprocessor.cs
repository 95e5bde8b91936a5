using System.Buffers;
using System.Numerics;
using System.Text.Json.Serialization;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>
/// Converts rows of raw values, encoded by a schema, to scaled features: missing values are filled, categories are one-hot encoded, dates are split
/// into parts. It is fitted on training rows and then immutable. Columns of plain numbers are only scaled, at no extra cost.
/// </summary>
public sealed record Preprocessor
{
    private const int OnStack = 256;
    private readonly int[] starts;
    private readonly FeatureLimits limits;
    private readonly LinearFeatures? linear;

    // Whether every column is a number with one feature, so that columns need no separate encoding.
    private readonly bool isNumbers;

    /// <summary>
    /// Creates a preprocessor from its parts, as read from a file; <see cref="Fit(Dataset, PreprocessingSettings)"/> computes them.
    /// </summary>
    /// <param name="schema">The columns.</param>
    /// <param name="encodings">The encoding of each column; empty if every column is plain numbers.</param>
    /// <param name="scaler">The scaler of the features.</param>
    /// <param name="ranges">The range of each column in training; null, the default, if unknown.</param>
    /// <param name="clipRange">How far features may lie outside these ranges (<see cref="PreprocessingSettings.ClipRange"/>); null, the default, for
    /// no clipping.</param>
    /// <exception cref="ArgumentException">The parts do not match.</exception>
    public Preprocessor(TableSchema schema, ValueList<ColumnEncoding> encodings, Scaler scaler, ColumnRanges? ranges = null, double? clipRange = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(encodings);
        ArgumentNullException.ThrowIfNull(scaler);
        ValueList<ColumnSchema> columns = schema.Columns;
        if (encodings.Count != 0 && encodings.Count != columns.Count)
            throw new ArgumentException($"{encodings.Count} encodings for {columns.Count} columns", nameof(encodings));
        this.Schema = schema;
        this.Encodings = encodings;
        this.Scaler = scaler;
        this.Ranges = ranges;
        this.ClipRange = clipRange;
        this.starts = new int[columns.Count + 1];
        for (int i = 0; i < columns.Count; i++)
        {
            ColumnEncoding? encoding = encodings.Count == 0 ? null : encodings[i];
            if (encoding is null ? columns[i].Kind != ColumnKind.Number : !encoding.Suits(columns[i]))
                throw new ArgumentException($"column '{Excerpt.Of(columns[i].Name)}' of the kind {columns[i].Kind} has {(encoding is null ? "no encoding" : "the encoding of another")}", nameof(encodings));
            this.starts[i + 1] = this.starts[i] + (encoding?.Width ?? 1);
        }

        if (scaler.Columns != this.FeatureCount)
            throw new ArgumentException($"a scaler of {scaler.Columns} columns for {this.FeatureCount} features", nameof(scaler));
        if (ranges is not null && (ranges.Least.Count != columns.Count || ranges.Greatest.Count != columns.Count))
            throw new ArgumentException($"ranges of {ranges.Least.Count} and {ranges.Greatest.Count} columns for {columns.Count}", nameof(ranges));
        this.limits = FeatureLimits.Of(columns, encodings, this.starts, ranges, clipRange);
        this.isNumbers = this.IsPlain || encodings.All(encoding => encoding is NumberEncoding { Indicator: false });
        if (scaler.IsLinear)
            this.linear = new LinearFeatures(scaler, this.limits, this.isNumbers && !this.IsPlain ? [.. encodings.Select(encoding => ((NumberEncoding)encoding).Fill)] : []);
        this.FeatureNames = this.IsPlain
            ? schema.Names
            : [.. encodings.Zip(columns, (encoding, column) => encoding.FeatureNames(column)).SelectMany(names => names)];
    }

    /// <summary>The input columns.</summary>
    public TableSchema Schema { get; }

    /// <summary>The encoding of each column; empty if every column is plain numbers.</summary>
    [JsonConverter(typeof(ValueListJsonConverter<ColumnEncoding>))]
    public ValueList<ColumnEncoding> Encodings { get; }

    /// <summary>The scaler of the features.</summary>
    public Scaler Scaler { get; }

    /// <summary>The minimum and maximum of each column in training; null if unknown.</summary>
    public ColumnRanges? Ranges { get; }

    /// <summary>
    /// How far features may lie outside <see cref="Ranges"/>, as a fraction of the range; values beyond are clipped. Null for no clipping.
    /// </summary>
    public double? ClipRange { get; }

    /// <summary>The smallest value of each feature that is not clipped, before scaling; empty without clipping.</summary>
    [JsonIgnore]
    public ReadOnlySpan<double> LeastFeatures => this.limits.Least;

    /// <summary>The largest value of each feature that is not clipped, before scaling; empty without clipping.</summary>
    [JsonIgnore]
    public ReadOnlySpan<double> GreatestFeatures => this.limits.Greatest;

    /// <summary>Whether every column is plain numbers, with one feature each.</summary>
    [JsonIgnore]
    public bool IsPlain => this.Encodings.Count == 0;

    /// <summary>The number of input columns.</summary>
    [JsonIgnore]
    public int ColumnCount => this.Schema.Columns.Count;

    /// <summary>The number of features.</summary>
    [JsonIgnore]
    public int FeatureCount => this.starts[^1];

    /// <summary>A name for each feature: <c>age</c>, <c>age is missing</c>, <c>city=Paris</c>, <c>city=(other)</c>, <c>born year</c>.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Creates a preprocessor that only scales columns of plain numbers.</summary>
    /// <exception cref="ArgumentException">The numbers of names and columns differ.</exception>
    public static Preprocessor Plain(IEnumerable<string> names, Scaler scaler, ColumnRanges? ranges = null, double? clipRange = null)
        => new(TableSchema.OfNumbers(names), [], scaler, ranges, clipRange);

    /// <summary>Fits a preprocessor on the features of a data set; without a table schema, it only scales.</summary>
    /// <exception cref="InvalidDataException">A column has values that are too large for scaling.</exception>
    public static Preprocessor Fit(Dataset training, PreprocessingSettings settings)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(settings);
        if (training.Schema is null && settings.Embeddings is { Count: > 0 })
            throw new ArgumentException($"data set '{training.Name}' has numbers only, and only the categories of a table are embedded");
        return training.Schema is { } schema
            ? new PreprocessorFit(schema, settings).Run(training.Source)
            : Plain(training.FeatureNames, Scaler.Fit(settings.Scaling, training.Features), ColumnRanges.Of(training.Features), settings.ClipRange);
    }

    /// <summary>The same preprocessor after training on more rows: the ranges are extended by those rows.</summary>
    /// <param name="rows">The rows, encoded by the schema [rows × columns].</param>
    /// <param name="clipRange">How far features may lie outside the range of these rows; null for no clipping.</param>
    internal Preprocessor Extended(FeatureRows rows, double? clipRange)
    {
        var ranges = ColumnRanges.Of(rows);
        return new(this.Schema, this.Encodings, this.Scaler, this.Ranges?.With(ranges) ?? ranges, clipRange);
    }

    /// <summary>Fits a preprocessor on encoded rows.</summary>
    /// <param name="schema">The columns.</param>
    /// <param name="rows">The rows for fitting, encoded by the schema [rows × columns].</param>
    /// <param name="settings">The settings of encoding and scaling.</param>
    /// <exception cref="ArgumentException">Rows and schema have different numbers of columns.</exception>
    /// <exception cref="InvalidDataException">There is no row, or a column has values that are too large for scaling.</exception>
    public static Preprocessor Fit(TableSchema schema, ReadOnlyMatrixView<double> rows, PreprocessingSettings settings)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(settings);
        var copy = new Matrix<double>(rows.Rows, rows.Columns);
        rows.CopyTo(copy);
        return new PreprocessorFit(schema, settings).Run(new MatrixRows(copy));
    }

    /// <summary>The features that are codes of embedded categories, in ascending order, with their encodings.</summary>
    internal IEnumerable<(int Feature, EmbeddingEncoding Encoding)> Embeddings
        => this.Encodings.Select((encoding, column) => (this.starts[column], Encoding: encoding as EmbeddingEncoding)).Where(embedded => embedded.Encoding is not null)!;

    /// <summary>The numeric features: values of columns of numbers, and parts of dates; in ascending order.</summary>
    internal int[] NumberFeatures => this.IsPlain
        ? [.. Enumerable.Range(0, this.FeatureCount)]
        : [.. Enumerable.Range(0, this.ColumnCount).SelectMany(column => Enumerable.Range(this.starts[column], this.Encodings[column] switch
        {
            NumberEncoding when this.Schema.Columns[column].Kind == ColumnKind.Number => 1,
            DateEncoding date => date.Parts.Count,
            _ => 0,
        }))];

    /// <summary>The features of a column, which explanations combine.</summary>
    public Range FeaturesOf(int column) => this.starts[column]..this.starts[column + 1];

    /// <summary>Computes the features of a row, without allocation.</summary>
    /// <param name="row">An encoded value for each column.</param>
    /// <param name="features">Receives the features.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void Transform<TSource, T>(ReadOnlySpan<TSource> row, Span<T> features)
        where TSource : unmanaged, IBinaryFloatingPointIeee754<TSource>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (this.isNumbers && this.linear is not null)
        {
            this.linear.Transform(row, features);
            return;
        }

        if (this.IsPlain)
        {
            this.Scaler.Transform(row, features, this.limits.Least, this.limits.Greatest);
            return;
        }

        if (row.Length != this.ColumnCount)
            throw new ArgumentException($"a row of {row.Length} values for {this.ColumnCount} columns", nameof(row));
        double[]? rented = this.FeatureCount > OnStack ? ArrayPool<double>.Shared.Rent(this.FeatureCount) : null;
        Span<double> expanded = (rented ?? stackalloc double[OnStack])[..this.FeatureCount];
        for (int i = 0; i < row.Length; i++)
            this.Encodings[i].Expand(double.CreateTruncating(row[i]), expanded[this.starts[i]..this.starts[i + 1]]);
        if (this.linear is not null)
            this.linear.Transform<double, T>(expanded, features);
        else
            this.Scaler.Transform<double, T>(expanded, features, this.limits.Least, this.limits.Greatest);
        if (rented is not null)
            ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>Computes the features of encoded rows [rows × features].</summary>
    /// <exception cref="ArgumentException">The number of columns of the rows is wrong.</exception>
    public Matrix<T> Transform<T>(ReadOnlyMatrixView<double> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => this.Transform<T>((RawRows)rows);

    /// <summary>Computes the features of rows in any storage [rows × features].</summary>
    internal Matrix<T> Transform<T>(RawRows rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var features = new Matrix<T>(rows.Rows, this.FeatureCount);
        var body = new Body<T> { Preprocessor = this, Rows = rows, Features = features.View };
        RowBlocks.Run(ref body, rows.Rows, rows.Columns, Environment.ProcessorCount);
        return features;
    }

    /// <summary>Writes the features of the rows from <paramref name="first"/>, as many as there is room for.</summary>
    internal void Transform<T>(RawRows rows, int first, MatrixView<T> features, Span<double> buffer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < features.Rows; i++)
            this.Transform(rows.Row(first + i, buffer), features.Row(i));
    }

    /// <summary>Computes the features of the rows of a table, whose columns are matched by name [rows × features].</summary>
    /// <exception cref="InvalidDataException">A column is missing, or has a value of another kind.</exception>
    public Matrix<T> Transform<T>(Table table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => this.Transform<T>(this.Schema.Encode(table));

    /// <summary>Counts, for each column, the encoded rows with a text that is not a level.</summary>
    public int[] CountUnknown(ReadOnlyMatrixView<double> rows)
    {
        var counts = new int[this.ColumnCount];
        int[] categories = [.. Enumerable.Range(0, counts.Length).Where(i => this.Schema.Columns[i].Kind == ColumnKind.Category)];
        for (int row = 0; row < rows.Rows && categories.Length > 0; row++)
        {
            ReadOnlySpan<double> values = rows.Row(row);
            foreach (int i in categories)
                counts[i] += values[i] == -1 ? 1 : 0;
        }

        return counts;
    }

    /// <summary>Counts, for each column, the encoded rows with a value that is clipped because it is too far outside the training range.</summary>
    public void CountClipped(ReadOnlyMatrixView<double> rows, Span<long> counts)
    {
        if (this.limits.Least.IsEmpty)
            return;
        Span<double> expanded = new double[this.FeatureCount];
        for (int row = 0; row < rows.Rows; row++)
        {
            ReadOnlySpan<double> values = rows.Row(row);
            if (this.isNumbers && this.limits.Include(values))
                continue; // the case of nearly all rows
            for (int i = 0; i < values.Length; i++)
            {
                if (this.Schema.Columns[i].Kind is ColumnKind.Number or ColumnKind.Date && this.IsClipped(i, values[i], expanded))
                    counts[i]++;
            }
        }
    }

    private bool IsClipped(int column, double value, Span<double> expanded)
    {
        (int start, int end) = (this.starts[column], this.starts[column + 1]);
        if (this.IsPlain)
            expanded[column] = value;
        else
            this.Encodings[column].Expand(value, expanded[start..end]);
        for (int i = start; i < end; i++)
        {
            if (this.Scaler.Scale[i] != 0 && this.limits.Clips(i, expanded[i]))
                return true;
        }

        return false;
    }

    private ref struct Body<T> : IRowsBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Preprocessor Preprocessor;
        public RawRows Rows;
        public MatrixView<T> Features;

        public readonly void Run(int start, int end)
            => this.Preprocessor.Transform(this.Rows, start, this.Features.RowRange(start, end - start), new double[this.Rows.BufferLength]);
    }

    /// <summary>Whether columns, encodings and scales are equal.</summary>
    public bool Equals(Preprocessor? other)
        => other is not null && this.Schema.Equals(other.Schema) && this.Encodings.Equals(other.Encodings) && this.Scaler.Equals(other.Scaler) && Equals(this.Ranges, other.Ranges) && this.ClipRange == other.ClipRange;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(this.Schema, this.Encodings, this.Scaler);
}
