using Nabla.Numerics;

namespace Nabla.Reports.Pictures;

/// <summary>The directions of largest variance of points (Pearson, 1901), computed by power iteration with deflation.</summary>
/// <param name="Scores">[rows × components] The coordinates of the points along the directions, relative to their mean.</param>
/// <param name="Explained">The fraction of the total variance along each direction.</param>
internal sealed record PrincipalComponents(Matrix<double> Scores, double[] Explained)
{
    private const int MostIterations = 1000;
    private const double Tolerance = 1e-12;

    /// <summary>The first components of points [rows × columns], at most the number of columns.</summary>
    public static PrincipalComponents Of(Matrix<double> points, int components)
    {
        (double[] means, Matrix<double> covariance) = Covariance(points);
        double total = Enumerable.Range(0, points.Columns).Sum(i => covariance[i, i]);
        components = Math.Min(components, points.Columns);
        var scores = new Matrix<double>(points.Rows, components);
        var explained = new double[components];
        for (int k = 0; k < components; k++)
        {
            (double[] direction, double variance) = Dominant(covariance);
            explained[k] = total > 0 ? variance / total : 0;
            for (int row = 0; row < points.Rows; row++)
            {
                for (int i = 0; i < means.Length; i++)
                    scores[row, k] += (points[row, i] - means[i]) * direction[i];
            }

            for (int i = 0; i < means.Length; i++)
            {
                for (int j = 0; j < means.Length; j++)
                    covariance[i, j] -= variance * direction[i] * direction[j];
            }
        }

        return new PrincipalComponents(scores, explained);
    }

    /// <summary>The unit vector v that maximizes v·C·v, with its largest entry above 0, and the maximum.</summary>
    private static (double[] Direction, double Variance) Dominant(Matrix<double> covariance)
    {
        // Starts from a column of C, which is C times a unit vector, as after a first step of the iteration. The column of the largest variance is
        // zero only if C is.
        int widest = Enumerable.Range(0, covariance.Rows).MaxBy(i => covariance[i, i]);
        double[] direction = covariance.Row(widest).ToArray();
        double norm = Normalize(direction);
        for (int iteration = 0; iteration < MostIterations && norm > 0; iteration++)
        {
            var next = new double[direction.Length];
            for (int i = 0; i < next.Length; i++)
                next[i] = Dot(covariance.Row(i), direction);
            norm = Normalize(next);
            bool settled = direction.Zip(next, (a, b) => Math.Abs(a - b)).Max() < Tolerance;
            direction = next;
            if (settled)
                break;
        }

        double sign = direction.MaxBy(Math.Abs) < 0 ? -1 : 1;
        return ([.. direction.Select(value => sign * value)], norm);
    }

    private static (double[] Means, Matrix<double> Covariance) Covariance(Matrix<double> points)
    {
        var means = new double[points.Columns];
        var covariance = new Matrix<double>(points.Columns, points.Columns);
        for (int i = 0; i < means.Length; i++)
            means[i] = Enumerable.Range(0, points.Rows).Average(row => points[row, i]);
        var centered = new double[means.Length];
        for (int row = 0; row < points.Rows; row++)
        {
            for (int i = 0; i < means.Length; i++)
                centered[i] = points[row, i] - means[i];
            for (int i = 0; i < means.Length; i++)
            {
                for (int j = 0; j < means.Length; j++)
                    covariance[i, j] += centered[i] * centered[j] / points.Rows;
            }
        }

        return (means, covariance);
    }

    private static double Dot(ReadOnlySpan<double> a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < b.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    /// <summary>Divides a vector by its norm and returns the norm; 0 stays 0.</summary>
    private static double Normalize(double[] vector)
    {
        double norm = Math.Sqrt(Dot(vector, vector));
        if (norm == 0)
            return 0;
        for (int i = 0; i < vector.Length; i++)
            vector[i] /= norm;
        return norm;
    }
}
