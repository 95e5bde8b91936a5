using Nabla.Numerics;

namespace Nabla.Metrics;

/// <summary>Converts between rows, columns and matrices.</summary>
internal static class RowsAndColumns
{
    /// <summary>A span as a matrix of one column.</summary>
    public static ReadOnlyMatrixView<double> AsColumn(this ReadOnlySpan<double> values) => new(values, values.Length, 1);

    /// <summary>A copy of one column.</summary>
    public static double[] Column(this ReadOnlyMatrixView<double> matrix, int column)
    {
        var values = new double[matrix.Rows];
        for (int row = 0; row < values.Length; row++)
            values[row] = matrix[row, column];
        return values;
    }

    /// <summary>A matrix with equal rows.</summary>
    public static Matrix<double> RepeatRow(IReadOnlyList<double> row, int rows)
    {
        var matrix = new Matrix<double>(rows, row.Count);
        for (int i = 0; i < matrix.Data.Length; i++)
            matrix.Data[i] = row[i % row.Count];
        return matrix;
    }
}
