using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Reports.Pictures;

/// <summary>A function of two features: maps points [points × 2] to outputs [points × outputs].</summary>
/// <param name="points">[points × 2]</param>
public delegate Matrix<double> PlaneFunction(Matrix<double> points);

/// <summary>A rectangle in the plane of two features, with a grid for evaluating functions.</summary>
/// <param name="X">The range of the first feature.</param>
/// <param name="Y">The range of the second feature.</param>
/// <param name="Steps">The number of grid points along each side; 100 by default.</param>
public sealed record Plane((double From, double To) X, (double From, double To) Y, int Steps = 100)
{
    /// <summary>The grid positions along the first feature.</summary>
    public double[] Columns => this.Positions(this.X);

    /// <summary>The grid positions along the second feature.</summary>
    public double[] Rows => this.Positions(this.Y);

    /// <summary>Whether units can have equal length for both features: neither side is more than three times as long as the other.</summary>
    public bool IsNearlySquare => (this.X.To - this.X.From) / (this.Y.To - this.Y.From) is > 1.0 / 3 and < 3;

    /// <summary>A rectangle around the points of a data set with two features, with a margin.</summary>
    /// <exception cref="ArgumentException">The data set does not have two features.</exception>
    public static Plane Around(Dataset data, double margin = 0.1)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Features.Columns != 2)
            throw new ArgumentException($"data set '{data.Name}' has {data.Features.Columns} features, a picture of the plane needs 2", nameof(data));
        return new Plane(Ends(0), Ends(1));

        (double From, double To) Ends(int column)
        {
            double[] values = [.. Enumerable.Range(0, data.Rows).Select(row => data.Features[row, column])];
            (double least, double largest) = (values.Min(), values.Max());
            double edge = largest > least ? margin * (largest - least) : 1;
            return (least - edge, largest + edge);
        }
    }

    /// <summary>The outputs of a function on the grid: one matrix [rows × columns] per output.</summary>
    public IReadOnlyList<Matrix<double>> Values(PlaneFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        double[] columns = this.Columns, rows = this.Rows;
        var points = new Matrix<double>(rows.Length * columns.Length, 2);
        for (int i = 0; i < points.Rows; i++)
            (points[i, 0], points[i, 1]) = (columns[i % columns.Length], rows[i / columns.Length]);
        Matrix<double> outputs = function(points);
        return
        [
            .. Enumerable.Range(0, outputs.Columns).Select(output => new Matrix<double>(
                [.. Enumerable.Range(0, points.Rows).Select(i => outputs[i, output])], rows.Length, columns.Length)),
        ];
    }

    private double[] Positions((double From, double To) ends)
        => [.. Enumerable.Range(0, this.Steps).Select(i => ends.From + ((ends.To - ends.From) * i / (this.Steps - 1)))];
}
