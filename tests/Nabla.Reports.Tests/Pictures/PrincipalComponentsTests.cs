using Nabla.Numerics;
using Nabla.Reports.Pictures;

namespace Nabla.Reports.Tests.Pictures;

public class PrincipalComponentsTests
{
    [Fact]
    public void Points_on_turned_axes_are_found_by_their_spread()
    {
        // Spread 3 along (3, 4)/5, 1 along (4, −3)/5 and none along z, about the mean (10, 20, 30).
        double[][] rows = [.. Enumerable.Range(0, 4).Select(i =>
        {
            (double u, double v) = i switch { 0 => (3, 0), 1 => (-3, 0), 2 => (0, 1), _ => (0.0, -1.0) };
            return new[] { 10 + (((3 * u) + (4 * v)) / 5), 20 + (((4 * u) - (3 * v)) / 5), 30.0 };
        })];
        PrincipalComponents components = PrincipalComponents.Of(Matrix<double>.From(rows), 3);
        Assert.Equal([0.9, 0.1, 0], components.Explained.Select(part => Math.Round(part, 12)));
        Assert.Equal([3, -3, 0, 0], Column(components.Scores, 0));
        Assert.Equal([0, 0, 1, -1], Column(components.Scores, 1));
    }

    [Fact]
    public void Components_of_noise_are_uncorrelated_and_come_in_order()
    {
        var random = new Random(1);
        var points = new Matrix<double>(300, 12);
        for (int row = 0; row < points.Rows; row++)
        {
            for (int column = 0; column < points.Columns; column++)
                points[row, column] = (column + 1) * random.NextDouble();
        }

        PrincipalComponents components = PrincipalComponents.Of(points, 3);
        Assert.Equal(components.Explained.OrderDescending(), components.Explained);
        for (int a = 0; a < 3; a++)
        {
            for (int b = 0; b < a; b++)
            {
                double sum = Enumerable.Range(0, points.Rows).Sum(row => components.Scores[row, a] * components.Scores[row, b]);
                Assert.Equal(0, sum / points.Rows, 1e-6);
            }
        }
    }

    [Fact]
    public void Points_that_are_all_the_same_have_no_spread()
    {
        PrincipalComponents components = PrincipalComponents.Of(new Matrix<double>(5, 4), 3);
        Assert.All(components.Scores.Data, score => Assert.Equal(0, score));
        Assert.All(components.Explained, part => Assert.Equal(0, part));
    }

    private static double[] Column(Matrix<double> matrix, int column)
        => [.. Enumerable.Range(0, matrix.Rows).Select(row => Math.Round(matrix[row, column], 9))];
}
