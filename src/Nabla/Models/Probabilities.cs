using Nabla.Numerics;

namespace Nabla.Models;

/// <summary>Probabilities of classes from outputs that are independent of each other.</summary>
internal static class Probabilities
{
    /// <summary>[examples × classes]: a single output p gives 1 − p and p, kept within [0, 1]; several are divided by their sum.</summary>
    public static Matrix<double> FromIndependent(Matrix<double> outputs)
    {
        if (outputs.Columns == 1)
        {
            var two = new Matrix<double>(outputs.Rows, 2);
            for (int row = 0; row < outputs.Rows; row++)
            {
                two[row, 1] = Math.Clamp(outputs[row, 0], 0, 1);
                two[row, 0] = 1 - two[row, 1];
            }

            return two;
        }

        var result = new Matrix<double>(outputs.Rows, outputs.Columns);
        for (int row = 0; row < outputs.Rows; row++)
        {
            Span<double> target = result.Row(row);
            double sum = 0;
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = Math.Max(0, outputs[row, i]);
                sum += target[i];
            }

            for (int i = 0; i < target.Length; i++)
                target[i] = sum > 0 ? target[i] / sum : 1.0 / target.Length;
        }

        return result;
    }
}
