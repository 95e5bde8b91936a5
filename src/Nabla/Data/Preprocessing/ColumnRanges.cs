using System.Text.Json.Serialization;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>
/// The least and the greatest value of each column in training: a network has learned nothing outside them. Values far outside are clipped
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
        var found = new Widening(rows.Columns);
        for (int row = 0; row < rows.Rows; row++)
            found.Add(rows.Row(row));
        return found.Ranges;
    }

    /// <summary>Those of rows, wherever they stand.</summary>
    internal static ColumnRanges Of(FeatureRows rows)
    {
        var found = new Widening(rows.Columns);
        for (int row = 0; row < rows.Rows; row++)
            found.Add(rows.Row(row));
        return found.Ranges;
    }

    /// <summary>The ranges of these rows and of others of the same columns.</summary>
    public ColumnRanges With(ColumnRanges other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new([.. this.Least.Zip(other.Least, Math.Min)], [.. this.Greatest.Zip(other.Greatest, Math.Max)]);
    }

    private sealed class Widening
    {
        private readonly double[] least;
        private readonly double[] greatest;

        public Widening(int columns)
        {
            (this.least, this.greatest) = (new double[columns], new double[columns]);
            Array.Fill(this.least, double.MaxValue);
            Array.Fill(this.greatest, double.MinValue);
        }

        public ColumnRanges Ranges => new([.. this.least], [.. this.greatest]);

        public void Add(ReadOnlySpan<double> values)
        {
            for (int i = 0; i < values.Length; i++)
            {
                if (values[i] < this.least[i])
                    this.least[i] = values[i];
                if (values[i] > this.greatest[i])
                    this.greatest[i] = values[i];
            }
        }
    }
}
