using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nabla.Numerics;

/// <summary>Converts matrices of float and double to JSON and back: an array of rows, with null for numbers that are not finite.</summary>
public sealed class MatrixJsonConverter : JsonConverterFactory
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) => typeToConvert == typeof(Matrix<double>) || typeToConvert == typeof(Matrix<float>);

    /// <inheritdoc/>
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
        => typeToConvert == typeof(Matrix<double>) ? new Rows<double>() : new Rows<float>();

    private sealed class Rows<T> : JsonConverter<Matrix<T>>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public override Matrix<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
                throw new JsonException("a matrix is an array of rows");
            (var numbers, int rows, int columns) = (new List<T>(), 0, 0);
            for (reader.Read(); reader.TokenType != JsonTokenType.EndArray; reader.Read(), rows++)
            {
                if (reader.TokenType != JsonTokenType.StartArray)
                    throw new JsonException($"row {rows} of a matrix is not an array");
                int before = numbers.Count;
                for (reader.Read(); reader.TokenType != JsonTokenType.EndArray; reader.Read())
                    numbers.Add(reader.TokenType == JsonTokenType.Null ? T.NaN : Number(ref reader));
                if (rows > 0 && numbers.Count - before != columns)
                    throw new JsonException($"row {rows} of a matrix has {numbers.Count - before} numbers, those before have {columns}");
                columns = numbers.Count - before;
            }

            return new Matrix<T>([.. numbers], rows, columns);
        }

        public override void Write(Utf8JsonWriter writer, Matrix<T> value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            for (int row = 0; row < value.Rows; row++)
            {
                writer.WriteStartArray();
                foreach (T number in value.Row(row))
                {
                    if (!T.IsFinite(number))
                        writer.WriteNullValue();
                    else if (number is float single)
                        writer.WriteNumberValue(single);
                    else
                        writer.WriteNumberValue(double.CreateTruncating(number));
                }

                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        private static T Number(ref Utf8JsonReader reader) => typeof(T) == typeof(float) ? T.CreateTruncating(reader.GetSingle()) : T.CreateTruncating(reader.GetDouble());
    }
}
