using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Studio;

/// <summary>The grid over two features that maps are drawn on; the other features are set to their medians.</summary>
internal sealed class FeaturePlane
{
    private const int Side = 36;
    private const double Margin = 0.08;

    private readonly DrawnPlane drawn;

    private FeaturePlane(DrawnPlane drawn, Matrix<double> rows)
    {
        this.drawn = drawn;
        this.Rows = rows;
    }

    /// <summary>The feature on the horizontal axis.</summary>
    public int X => this.drawn.X;

    /// <summary>The feature on the vertical axis.</summary>
    public int Y => this.drawn.Y;

    /// <summary>Whether the data has no other features.</summary>
    public bool IsAll => this.drawn.IsAll;

    /// <summary>A row of raw values for each cell, starting at the lower left [cells × columns].</summary>
    public Matrix<double> Rows { get; }

    /// <summary>The plane as the page receives it.</summary>
    public DrawnPlane Describe() => this.drawn;

    /// <summary>The plane of two features; if none are named and the data has exactly two, of those.</summary>
    /// <returns>Null if there are no two numeric features.</returns>
    public static FeaturePlane? Of(DataParts parts, (int X, int Y)? wanted)
    {
        Dataset data = parts.Train;
        int columns = data.FeatureNames.Count;
        if (wanted is null && columns != 2)
            return null;
        (int x, int y) = wanted ?? (0, 1);
        if (x == y || !IsNumber(data, x) || !IsNumber(data, y))
            return null;
        (double left, double right) = Range(parts, x);
        (double bottom, double top) = Range(parts, y);
        double[] usual = [.. Enumerable.Range(0, columns).Select(column => Median(data, column))];
        var rows = new Matrix<double>(Side * Side, columns);
        for (int cell = 0; cell < rows.Rows; cell++)
        {
            usual.CopyTo(rows.Row(cell));
            rows[cell, x] = left + ((right - left) * ((cell % Side) + 0.5) / Side);
            rows[cell, y] = bottom + ((top - bottom) * ((cell / Side) + 0.5) / Side);
        }

        return new FeaturePlane(new DrawnPlane(x, y, [data.FeatureNames[x], data.FeatureNames[y]], [left, right, bottom, top], Side, columns == 2), rows);
    }

    private static bool IsNumber(Dataset data, int column)
        => column >= 0 && column < data.FeatureNames.Count && (data.Schema is null || data.Schema.Columns[column].Kind == ColumnKind.Number);

    private static (double Least, double Most) Range(DataParts parts, int column)
    {
        (double least, double most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (Dataset data in (IEnumerable<Dataset>)[parts.Train, .. parts.Validation is { } v ? (Dataset[])[v] : [], .. parts.Test is { } t ? (Dataset[])[t] : []])
        {
            for (int row = 0; row < data.Rows; row++)
            {
                double value = data.Features[row, column];
                if (double.IsFinite(value))
                    (least, most) = (Math.Min(least, value), Math.Max(most, value));
            }
        }

        double margin = most > least ? Margin * (most - least) : 1;
        return double.IsFinite(least) ? (least - margin, most + margin) : (-1, 1);
    }

    // The upper median, so that the median of a category is one of its levels.
    private static double Median(Dataset data, int column)
    {
        double[] values = [.. Enumerable.Range(0, data.Rows).Select(row => data.Features[row, column]).Where(double.IsFinite).Order()];
        return values.Length == 0 ? double.NaN : values[values.Length / 2];
    }
}
