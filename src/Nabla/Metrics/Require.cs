using System.Globalization;
using Nabla.Numerics;

namespace Nabla.Metrics;

/// <summary>Argument checks of public methods; each message states the actual and the expected value.</summary>
internal static class Require
{
    public static void SameRows(int labels, int predictions)
    {
        if (predictions != labels)
            throw new ArgumentException($"{predictions} rows of predictions for {labels} rows, expected as many", nameof(predictions));
    }

    public static void Labels(ReadOnlySpan<int> labels, int classes, string what)
    {
        for (int row = 0; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)classes)
                throw new ArgumentException($"row {row}: {what} {labels[row]}, expected a class from 0 to {classes - 1}", nameof(labels));
        }
    }

    /// <summary>A number for each row, or for each row and column.</summary>
    public static void Finite(ReadOnlyMatrixView<double> values, string what)
    {
        for (int row = 0; row < values.Rows; row++)
        {
            for (int column = 0; column < values.Columns; column++)
            {
                if (!double.IsFinite(values[row, column]))
                    throw Wrong(values, row, column, what, "a finite number");
            }
        }
    }

    /// <summary>A probability for each row, or for each row and class.</summary>
    public static void Probabilities(ReadOnlyMatrixView<double> values)
    {
        for (int row = 0; row < values.Rows; row++)
        {
            for (int column = 0; column < values.Columns; column++)
            {
                if (!(values[row, column] is >= 0 and <= 1))
                    throw Wrong(values, row, column, "probability", "0 to 1");
            }
        }
    }

    public static void SomeRow(RowWeights weights)
    {
        if (weights.Counted == 0)
            throw new ArgumentException("a baseline needs at least one row of a weight above 0, got none", nameof(weights));
    }

    private static ArgumentException Wrong(ReadOnlyMatrixView<double> values, int row, int column, string what, string wanted)
    {
        string place = values.Columns == 1 ? $"row {row}" : $"row {row}, column {column}";
        string found = values[row, column].ToString(CultureInfo.InvariantCulture);
        return new ArgumentException($"{place}: {what} {found}, expected {wanted}", nameof(values));
    }
}
