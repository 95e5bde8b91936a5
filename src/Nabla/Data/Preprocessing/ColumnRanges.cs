using System.Text.Json.Serialization;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>
/// The minimum and maximum of each column in training: a network has no information about values outside. Values far outside are clipped
/// (<see cref="PreprocessingSettings.ClipRange"/>).
/// </summary>
/// <param name="Least">The minimum of each column, encoded by its schema; larger than the maximum if the column has no value.</param>
/// <param name="Greatest">The maximum of each column.</param>
public sealed record ColumnRanges(
    [property: JsonConverter(typeof(ValueListJsonConverter<double>))] ValueList<double> Least,
    [property: JsonConverter(typeof(ValueListJsonConverter<double>))] ValueList<double> Greatest)
{
    /// <summary>The ranges of the rows of a matrix.</summary>
    public static ColumnRanges Of(ReadOnlyMatrixView<double> rows)
    {
        var found = new Widening(rows.Columns);
        for (int row = 0; row < rows.Rows; row++)
            found.Add(rows.Row(row));
        return found.Ranges;
    }

    /// <summary>The ranges of rows in memory or in a file.</summary>
    internal static ColumnRanges Of(FeatureRows rows)
    {
        var found = new Widening(rows.Columns);
        var buffer = new double[rows.BufferLength];
        for (int row = 0; row < rows.Rows; row++)
            found.Add(rows.Row(row, buffer));
        return found.Ranges;
    }

    /// <summary>The union of two ranges for the same columns.</summary>
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
