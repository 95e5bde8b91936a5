using Nabla.Numerics;

namespace Nabla.Models;

/// <summary>The scores of a regression.</summary>
internal static class Regression
{
    public static Scores Score(double loss, Matrix<double> targets, Matrix<double> predictions)
    {
        double squares = 0, absolutes = 0, rSquared = 0;
        for (int column = 0; column < targets.Columns; column++)
        {
            double mean = 0, residual = 0, total = 0;
            for (int row = 0; row < targets.Rows; row++)
                mean += targets[row, column] / targets.Rows;
            for (int row = 0; row < targets.Rows; row++)
            {
                double error = targets[row, column] - predictions[row, column], spread = targets[row, column] - mean;
                residual += error * error;
                total += spread * spread;
                absolutes += Math.Abs(error);
            }

            squares += residual;
            rSquared += (total > 0 ? 1 - (residual / total) : residual == 0 ? 1 : 0) / targets.Columns;
        }

        int count = targets.Rows * targets.Columns;
        return new Scores(loss, null, rSquared, Math.Sqrt(squares / count), absolutes / count);
    }
}
