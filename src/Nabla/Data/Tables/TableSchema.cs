using System.Text.Json.Serialization;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>The columns of a table in order: names, kinds, levels. It encodes rows from any source, by name, as rows of doubles.</summary>
public sealed record TableSchema
{
    private readonly LevelIndex names;

    /// <summary>Creates a schema of columns.</summary>
    /// <param name="columns">The columns in order.</param>
    /// <param name="missingTexts">The texts for missing values; null for the defaults of the file reader.</param>
    /// <exception cref="ArgumentException">There is no column, or two have the same name.</exception>
    public TableSchema(ValueList<ColumnSchema> columns, ValueList<string>? missingTexts = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0)
            throw new ArgumentException("a table of 0 columns: expected at least one", nameof(columns));
        this.Columns = columns;
        this.MissingTexts = missingTexts;
        this.names = new LevelIndex();
        foreach (ColumnSchema column in columns)
        {
            if (this.names.Find(column.Name) >= 0)
                throw new ArgumentException($"two columns are named '{Excerpt.Of(column.Name)}'", nameof(columns));
            this.names.Add(column.Name);
        }
    }

    /// <summary>The columns in order.</summary>
    [JsonConverter(typeof(ValueListJsonConverter<ColumnSchema>))]
    public ValueList<ColumnSchema> Columns { get; }

    /// <summary>
    /// The texts for missing values in the file that was read; null for the defaults of the file reader. The empty text is always missing.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<string>))]
    public ValueList<string>? MissingTexts { get; }

    /// <summary>The names in order.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Names => this.names.Levels;

    /// <summary>A schema of numbers only.</summary>
    public static TableSchema OfNumbers(IEnumerable<string> names) => new([.. names.Select(ColumnSchema.Number)]);

    /// <summary>The position of a column; −1 if no column has this name.</summary>
    public int IndexOf(string name) => this.names.Find(name);

    /// <summary>Encodes a row of named values; names that are not columns are ignored.</summary>
    /// <param name="row">The values: numbers, texts, booleans, dates, null for a missing value.</param>
    /// <param name="values">Receives a double for each column of the schema.</param>
    /// <exception cref="ArgumentException">A column has no value, or the span is too short.</exception>
    /// <exception cref="InvalidDataException">A value is not of its column's kind.</exception>
    public void Encode(IReadOnlyDictionary<string, object?> row, Span<double> values)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (values.Length != this.Columns.Count)
            throw new ArgumentException($"room for {values.Length} values, the schema has {this.Columns.Count} columns", nameof(values));
        for (int i = 0; i < values.Length; i++)
        {
            ColumnSchema column = this.Columns[i];
            if (!row.TryGetValue(column.Name, out object? given))
                throw new ArgumentException($"column '{Excerpt.Of(column.Name)}' has no value: use null for a missing one", nameof(row));
            Cell cell = Cell.From(given);
            if (this.MissingTexts?.Contains(cell.Text, StringComparer.Ordinal) == true)
                cell = default; // the number −999 as well as the text
            if (!column.TryEncode(cell, out values[i]))
                throw new InvalidDataException($"column '{Excerpt.Of(column.Name)}': '{Excerpt.Of(cell.Text)}' is not {column.Wanted}");
        }
    }

    /// <summary>Encodes a table's columns of this schema, in any order and with any levels.</summary>
    /// <returns>[rows × columns]</returns>
    /// <exception cref="InvalidDataException">A column is missing, or has a value that is not of the schema's kind.</exception>
    public Matrix<double> Encode(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new TableRows(this, table).Matrix;
    }

    /// <summary>Whether columns and missing texts are equal.</summary>
    public bool Equals(TableSchema? other)
        => other is not null && this.Columns.Equals(other.Columns) && Equals(this.MissingTexts, other.MissingTexts);

    /// <inheritdoc/>
    public override int GetHashCode() => this.Columns.GetHashCode();
}
