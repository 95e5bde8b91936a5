using System.Text.Json.Serialization;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>
/// The least and the greatest value of each column in training: beyond them a network has learned nothing. What is far beyond is clipped
/// (<see cref="PreprocessingSettings.ClipRange"/>).
/// </summary>
/// <param name="Least">The least of each column, encoded as its schema says; above the greatest where the column has no value.</param>
/// <param name="Greatest">The greatest.</param>
public sealed record ColumnRanges(
    [property: JsonConverter(typeof(ValueListJsonConverter<double>))] ValueList<double> Least,
    [property: JsonConverter(typeof(ValueListJsonConverter<double>))] ValueList<double> Greatest)
{
    /// <summary>Those of rows.</summary>
    public static ColumnRanges Of(ReadOnlyMatrixView<double> rows)
    {
        var least = new double[rows.Columns];
        var greatest = new double[rows.Columns];
        Array.Fill(least, double.MaxValue);
        Array.Fill(greatest, double.MinValue);
        for (int row = 0; row < rows.Rows; row++)
        {
            ReadOnlySpan<double> values = rows.Row(row);
            for (int i = 0; i < values.Length; i++)
            {
                if (values[i] < least[i])
                    least[i] = values[i];
                if (values[i] > greatest[i])
                    greatest[i] = values[i];
            }
        }

        return new ColumnRanges([.. least], [.. greatest]);
    }

    /// <summary>The ranges of these rows and of others of the same columns.</summary>
    public ColumnRanges With(ColumnRanges other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new([.. this.Least.Zip(other.Least, Math.Min)], [.. this.Greatest.Zip(other.Greatest, Math.Max)]);
    }
}
