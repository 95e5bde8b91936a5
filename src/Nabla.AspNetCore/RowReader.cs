using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.AspNetCore;

/// <summary>Reads a model's input rows from JSON, one object or an array of them: columns by name, values as in a CSV file.</summary>
internal sealed class RowReader
{
    private readonly ColumnEncoder[] encoders;
    private readonly byte[][] names;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> positions;
    private readonly ValueRange[] ranges;
    private readonly bool needsValues;

    public RowReader(Model model)
    {
        TableSchema schema = model.Preprocessor.Schema;
        this.Columns = [.. schema.Columns];
        this.needsValues = model.Preprocessor.IsPlain;
        var missing = new MissingTexts(schema.MissingTexts ?? TableOptions.DefaultMissing);
        this.encoders = [.. this.Columns.Select(column => ColumnEncoder.Of(column, missing))];
        this.names = [.. this.Columns.Select(column => Encoding.UTF8.GetBytes(column.Name))];
        var byName = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < this.Columns.Count; i++)
            byName.Add(this.Columns[i].Name, i);
        this.positions = byName.GetAlternateLookup<ReadOnlySpan<char>>();
        this.ranges = [.. Enumerable.Range(0, this.Columns.Count).Select(i => ValueRange.Of(model, i))];
    }

    /// <summary>The columns of a row.</summary>
    public IReadOnlyList<ColumnSchema> Columns { get; }

    /// <summary>Reads the rows of a request body [rows × columns].</summary>
    /// <exception cref="BadRequestException">The body is not JSON, or its rows do not fit the model.</exception>
    public Matrix<double> Read(ReadOnlySpan<byte> json, int mostRows)
    {
        if (json.IsEmpty)
            throw new BadRequestException("the body is empty: expected an object, or an array of objects");
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 4 });
        try
        {
            double[] values = ArrayPool<double>.Shared.Rent(this.Columns.Count);
            try
            {
                int rows = this.ReadRows(ref reader, ref values, mostRows);
                return new Matrix<double>(values.AsSpan(0, rows * this.Columns.Count).ToArray(), rows, this.Columns.Count);
            }
            finally
            {
                ArrayPool<double>.Shared.Return(values);
            }
        }
        catch (JsonException e)
        {
            throw new BadRequestException(string.Create(CultureInfo.InvariantCulture, $"the body is not JSON, see line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}"), e);
        }
        catch (InvalidOperationException e)
        {
            throw new BadRequestException("the body has a text that is not valid UTF-8", e); // the reader's exception for such texts
        }
    }

    /// <summary>The number of values of a column unlike those of training: unknown texts, and numbers or dates outside its range.</summary>
    public (int Unknown, int Outside) Unusual(ReadOnlyMatrixView<double> features, int column)
    {
        (int unknown, int outside) = (0, 0);
        bool isCategory = this.Columns[column].Kind == ColumnKind.Category;
        ValueRange range = this.ranges[column];
        for (int row = 0; row < features.Rows; row++)
        {
            double value = features.Row(row)[column];
            if (isCategory)
                unknown += value == -1 ? 1 : 0;
            else if (value < range.Least || value > range.Greatest)
                outside++;
        }

        return (unknown, outside);
    }

    private int ReadRows(ref Utf8JsonReader reader, ref double[] values, int mostRows)
    {
        reader.Read();
        int rows = 0;
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            this.ReadRow(ref reader, values, 0);
            rows = 1;
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            int width = this.Columns.Count;
            for (reader.Read(); reader.TokenType != JsonTokenType.EndArray; reader.Read(), rows++)
            {
                if (rows == mostRows)
                    throw new BadRequestException($"more than {mostRows} rows in one request: send them in several requests");
                if (reader.TokenType != JsonTokenType.StartObject)
                    throw new BadRequestException($"row {rows} is {Describe(reader.TokenType)}: expected an object with a value for each column") { Row = rows };
                if ((rows + 1) * width > values.Length)
                    Grow(ref values, rows * width);
                this.ReadRow(ref reader, values.AsSpan(rows * width, width), rows);
            }

            if (rows == 0)
                throw new BadRequestException("an array of 0 rows: expected at least one");
        }
        else
        {
            throw new BadRequestException($"the body is {Describe(reader.TokenType)}: expected an object, or an array of objects");
        }

        if (reader.Read())
            throw new BadRequestException("there is more after the rows");
        return rows;
    }

    private void ReadRow(ref Utf8JsonReader reader, Span<double> values, int row)
    {
        values = values[..this.Columns.Count];
        Span<bool> seen = values.Length <= 256 ? stackalloc bool[values.Length] : new bool[values.Length];
        seen.Clear();
        for ((int next, _) = (0, reader.Read()); reader.TokenType != JsonTokenType.EndObject; reader.Read())
        {
            int column = this.PositionOf(ref reader, next);
            reader.Read();
            if (column < 0)
            {
                reader.Skip(); // like other columns of a file
                continue;
            }

            if (seen[column])
                throw this.Bad(row, column, "is given twice");
            seen[column] = true;
            next = column + 1;
            values[column] = this.ReadValue(ref reader, row, column);
        }

        int missing = seen.IndexOf(false);
        if (missing >= 0)
            throw this.Bad(row, missing, "has no value: use null for a missing one");
    }

    private int PositionOf(ref Utf8JsonReader reader, int next)
    {
        // Columns are usually in the model's order.
        if (next < this.names.Length && reader.ValueTextEquals(this.names[next]))
            return next;
        int length = reader.ValueSpan.Length;
        char[]? rented = length > 256 ? ArrayPool<char>.Shared.Rent(length) : null;
        Span<char> name = rented ?? stackalloc char[256];
        int found = this.positions.TryGetValue(name[..reader.CopyString(name)], out int position) ? position : -1;
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return found;
    }

    private double ReadValue(ref Utf8JsonReader reader, int row, int column)
    {
        ColumnEncoder encoder = this.encoders[column];
        string? problem;
        double value;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                (problem, value) = (null, double.NaN);
                break;
            case JsonTokenType.String:
                int length = reader.ValueSpan.Length;
                char[]? rented = length > 256 ? ArrayPool<char>.Shared.Rent(length) : null;
                Span<char> buffer = rented ?? stackalloc char[256];
                ReadOnlySpan<char> text = buffer[..reader.CopyString(buffer)].Trim();
                problem = encoder.Encode(text, out value)?.Sentence;
                if (problem is not null)
                    problem = $"'{Excerpt.Of(text.ToString())}' {problem}";
                if (rented is not null)
                    ArrayPool<char>.Shared.Return(rented);
                break;
            case JsonTokenType.Number:
                problem = reader.TryGetDouble(out double number) && double.IsFinite(number) ? encoder.Encode(number, out value)?.Sentence : Infinite(out value);
                if (problem is not null)
                    problem = $"{Encoding.UTF8.GetString(reader.ValueSpan[..Math.Min(reader.ValueSpan.Length, 40)])} {problem}";
                break;
            case JsonTokenType.True or JsonTokenType.False:
                bool truth = reader.GetBoolean();
                problem = encoder.Encode(truth, out value)?.Sentence;
                if (problem is not null)
                    problem = $"{(truth ? "true" : "false")} {problem}";
                break;
            default:
                throw this.Bad(row, column, $"{Describe(reader.TokenType)} is not {this.Columns[column].Wanted}");
        }

        if (problem is not null)
            throw this.Bad(row, column, problem);
        if (this.needsValues && double.IsNaN(value))
            throw this.Bad(row, column, "a value is missing, and the model was trained on numbers without missing values");
        return value;

        static string Infinite(out double value)
        {
            value = double.NaN;
            return "is not a finite number";
        }
    }

    private BadRequestException Bad(int row, int column, string problem)
        => new($"row {row}, column '{Excerpt.Of(this.Columns[column].Name)}': {problem}") { Row = row, Column = this.Columns[column].Name };

    private static void Grow(ref double[] values, int used)
    {
        double[] larger = ArrayPool<double>.Shared.Rent(2 * values.Length);
        values.AsSpan(0, used).CopyTo(larger);
        ArrayPool<double>.Shared.Return(values);
        values = larger;
    }

    private static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };
}
