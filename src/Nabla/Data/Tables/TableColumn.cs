using System.Globalization;

namespace Nabla.Data;

/// <summary>A column of a table: its schema, and an encoded double for each row, NaN for a missing value.</summary>
public sealed class TableColumn
{
    private readonly ColumnValues values;

    /// <summary>Creates a column of encoded values; the array is not copied.</summary>
    /// <exception cref="InvalidDataException">A value is invalid for the column's kind.</exception>
    public TableColumn(ColumnSchema schema, double[] values)
        : this(schema, new ColumnValues(values ?? throw new ArgumentNullException(nameof(values))))
    {
    }

    /// <summary>Creates a column of encoded values in any storage.</summary>
    /// <exception cref="InvalidDataException">A value is invalid for the column's kind.</exception>
    internal TableColumn(ColumnSchema schema, ColumnValues values)
    {
        ArgumentNullException.ThrowIfNull(schema);
        int bad = FirstInvalid(schema, values);
        if (bad >= 0)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"row {bad}, column '{Excerpt.Of(schema.Name)}': {values[bad]} is not {Wanted(schema)}"));
        this.Schema = schema;
        this.values = values;
    }

    /// <summary>Name, kind and levels.</summary>
    public ColumnSchema Schema { get; }

    /// <summary>The name.</summary>
    public string Name => this.Schema.Name;

    /// <summary>The encoded values; NaN for a missing value.</summary>
    public ReadOnlySpan<double> Values => this.values.Doubles;

    /// <summary>The encoded values as they are stored: unlike <see cref="Values"/>, they need no more memory.</summary>
    internal ColumnValues Stored => this.values;

    /// <summary>The number of rows.</summary>
    public int Rows => this.values.Count;

    /// <summary>The number of missing values.</summary>
    public int Missing => this.values.Count(double.IsNaN);

    /// <summary>
    /// Creates a column of any values. Its kind is that of the first value that is not missing; a column with only missing values is numeric. Levels
    /// are in the order of first appearance.
    /// </summary>
    /// <exception cref="InvalidDataException">A later value is of another kind.</exception>
    public static TableColumn From(string name, IEnumerable<Cell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        Cell[] all = [.. cells];
        ColumnKind kind = Array.Find(all, cell => !cell.IsMissing).Kind ?? ColumnKind.Number;
        int bad = Array.FindIndex(all, cell => !cell.IsMissing && cell.Kind != kind);
        ColumnSchema schema = kind switch
        {
            ColumnKind.Category => ColumnSchema.Category(name, [.. all.Where(cell => cell.Kind == kind).Select(cell => cell.Text).Distinct(StringComparer.Ordinal)]),
            ColumnKind.Boolean => ColumnSchema.Boolean(name),
            ColumnKind.Date => ColumnSchema.Date(name),
            _ => ColumnSchema.Number(name),
        };
        if (bad >= 0)
            throw new InvalidDataException($"row {bad}, column '{Excerpt.Of(name)}': '{Excerpt.Of(all[bad].Text)}' is not {schema.Wanted}, as the rows before have");
        var encoded = new double[all.Length];
        for (int row = 0; row < all.Length; row++)
            schema.TryEncode(all[row], out encoded[row]);
        return new TableColumn(schema, encoded);
    }

    /// <summary>The text of a row's value; null if it is missing or its text is not stored.</summary>
    public string? Text(int row) => this.Schema.TextOf(this.values[row]);

    /// <summary>The same column with its texts hashed instead of listed as levels.</summary>
    /// <param name="buckets">The number of different hashes.</param>
    /// <exception cref="InvalidOperationException">The column has no levels.</exception>
    public TableColumn Hashed(int buckets)
    {
        if (this.Schema.Kind != ColumnKind.Category || this.Schema.HashBuckets > 0)
            throw new InvalidOperationException($"column '{Excerpt.Of(this.Name)}' has no levels to be hashed");
        ColumnSchema hashed = ColumnSchema.Hashed(this.Name, buckets);
        return new TableColumn(hashed, this.EncodeAs(hashed));
    }

    /// <summary>Some rows, in the given order.</summary>
    public TableColumn SelectRows(ReadOnlySpan<int> rows)
    {
        return new TableColumn(this.Schema, this.values.Select(rows));
    }

    /// <summary>The values in another schema's encoding; the same values if both encodings are equal.</summary>
    /// <exception cref="InvalidDataException">A value is not of the other schema's kind.</exception>
    internal ColumnValues EncodeAs(ColumnSchema schema)
    {
        ColumnSchema own = this.Schema;
        bool alike = own.Kind == schema.Kind
            && (own.Kind != ColumnKind.Category || (own.HashBuckets == schema.HashBuckets && own.Levels.Equals(schema.Levels)));
        if (alike)
            return this.values;
        if (own.HashBuckets > 0)
            throw new InvalidDataException($"column '{Excerpt.Of(this.Name)}' keeps hashes in {own.HashBuckets} buckets only, the schema wants {(schema.HashBuckets > 0 ? $"{schema.HashBuckets} buckets" : "texts")}");

        // Each level is encoded once; NaN means not yet encoded.
        double[] known = [.. own.Levels.Select(_ => double.NaN)];
        var encoded = new ColumnBuilder(this.Rows);
        for (int row = 0; row < this.Rows; row++)
        {
            double value = this.values[row];
            bool isLevel = value >= 0 && value < known.Length;
            double other = isLevel ? known[(int)value] : double.NaN;
            if (double.IsNaN(other) && !this.TryEncodeAs(schema, value, out other))
                throw new InvalidDataException($"row {row}, column '{Excerpt.Of(this.Name)}': '{Excerpt.Of(own.TextOf(value))}' is not {schema.Wanted}");
            if (isLevel)
                known[(int)value] = other;
            encoded.Add(other);
        }

        return encoded.ToValues();
    }

    private bool TryEncodeAs(ColumnSchema schema, double value, out double encoded)
    {
        // A text that is not a level was not stored; it may be a level of the other schema.
        if (this.Schema.Kind == ColumnKind.Category && value < 0)
        {
            encoded = -1;
            return schema.Kind == ColumnKind.Category && schema.HashBuckets == 0;
        }

        Cell cell = this.Schema.Kind switch
        {
            _ when double.IsNaN(value) => default,
            ColumnKind.Number => value,
            ColumnKind.Date => DateValue.ToDate(value),
            ColumnKind.Boolean when schema.Kind == ColumnKind.Number => value == 1,
            _ => this.Schema.TextOf(value),
        };
        return schema.TryEncode(cell, out encoded);
    }

    private static int FirstInvalid(ColumnSchema schema, ColumnValues values)
    {
        if (schema.Kind == ColumnKind.Number)
            return values.Scale > 0 ? -1 : values.Doubles.AsSpan().IndexOfAny(double.PositiveInfinity, double.NegativeInfinity);
        for (int row = 0; row < values.Count; row++)
        {
            if (!IsValid(schema, values[row]))
                return row;
        }

        return -1;
    }

    internal static bool IsValid(ColumnSchema schema, double value) => schema.Kind switch
    {
        _ when double.IsNaN(value) => true,
        ColumnKind.Number => double.IsFinite(value),
        ColumnKind.Date => DateValue.IsDate(value),
        ColumnKind.Boolean => value is 0 or 1,
        _ => double.IsInteger(value) && value >= (schema.HashBuckets > 0 ? 0 : -1) && value < schema.CodeCount,
    };

    internal static string Wanted(ColumnSchema schema) => schema.Kind switch
    {
        ColumnKind.Number => "a finite number",
        ColumnKind.Date => "the value of a date",
        ColumnKind.Boolean => "0 or 1",
        _ => $"a code from {(schema.HashBuckets > 0 ? 0 : -1)} to {schema.CodeCount - 1}",
    };
}
