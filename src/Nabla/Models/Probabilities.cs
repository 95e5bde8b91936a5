using Nabla.Numerics;

namespace Nabla.Models;

/// <summary>Probabilities of classes from outputs that are independent of each other.</summary>
internal static class Probabilities
{
    /// <summary>[examples × classes]: a single output p gives 1 − p and p, kept within [0, 1]; several are divided by their sum.</summary>
    public static Matrix<double> FromIndependent(Matrix<double> outputs)
    {
        var result = new Matrix<double>(outputs.Rows, Math.Max(2, outputs.Columns));
        for (int row = 0; row < outputs.Rows; row++)
            FromIndependent(outputs.Row(row), result.Row(row));
        return result;
    }

    /// <summary>The same for one example.</summary>
    public static void FromIndependent(ReadOnlySpan<double> outputs, Span<double> result)
    {
        if (outputs.Length == 1)
        {
            result[1] = Math.Clamp(outputs[0], 0, 1);
            result[0] = 1 - result[1];
            return;
        }

        double sum = 0;
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Math.Max(0, outputs[i]);
            sum += result[i];
        }

        for (int i = 0; i < result.Length; i++)
            result[i] = sum > 0 ? result[i] / sum : 1.0 / result.Length;
    }
}
