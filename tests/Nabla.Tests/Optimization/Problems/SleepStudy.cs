using Nabla.Numerics;
using Nabla.Optimization;

namespace Nabla.Tests.Optimization.Problems;

/// <summary>Hours of sleep and study → test score by a 2-3-1 sigmoid network without biases, cost ½·Σ (y − out)²: residuals out − y.</summary>
public sealed class SleepStudy : ILeastSquaresObjective<double>
{
    private const int Examples = 3, Inputs = 2, Hidden = 3;
    private static readonly double[,] X = { { .3, 1 }, { .5, .2 }, { 1, .4 } };
    private static readonly double[] Y = [.75, .82, .93];

    public int Dimension => (Inputs * Hidden) + Hidden;

    public int Residuals => Examples;

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        Span<double> r = stackalloc double[1], row = stackalloc double[this.Dimension];
        gradient.Clear();
        double cost = 0;
        for (int example = 0; example < Examples; example++)
        {
            this.Linearize(point, example, r, new MatrixView<double>(row, 1, this.Dimension));
            cost += .5 * r[0] * r[0];
            for (int k = 0; k < gradient.Length; k++)
                gradient[k] += r[0] * row[k];
        }

        return cost;
    }

    public void Linearize(ReadOnlySpan<double> point, int first, Span<double> residuals, MatrixView<double> jacobian)
    {
        Span<double> a = stackalloc double[Hidden];
        for (int i = 0; i < residuals.Length; i++)
        {
            double z = 0;
            for (int h = 0; h < Hidden; h++)
            {
                a[h] = Elementary.Sigmoid((X[first + i, 0] * point[h]) + (X[first + i, 1] * point[Hidden + h]));
                z += a[h] * point[(Inputs * Hidden) + h];
            }

            double output = Elementary.Sigmoid(z), slope = output * (1 - output);
            residuals[i] = output - Y[first + i];
            for (int h = 0; h < Hidden; h++)
            {
                double delta = slope * point[(Inputs * Hidden) + h] * a[h] * (1 - a[h]);
                jacobian[i, h] = X[first + i, 0] * delta;
                jacobian[i, Hidden + h] = X[first + i, 1] * delta;
                jacobian[i, (Inputs * Hidden) + h] = slope * a[h];
            }
        }
    }
}
