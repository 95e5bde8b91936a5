using System.Numerics;

namespace Nabla.Numerics;

/// <summary>
/// The three matrix products of a dense layer. Each output is one chain: it starts from the bias or 0 and takes
/// one fused multiply-add for each summed index, ascending. Blocking, vector width and threads never change a bit.
/// </summary>
public static class Products
{
    /// <summary>z = x·W + b, a = f(z).</summary>
    /// <param name="x">[examples × inputs]</param>
    /// <param name="weights">[inputs × outputs]</param>
    /// <param name="bias">[outputs], or empty for none.</param>
    /// <param name="f">The function applied to every output.</param>
    /// <param name="z">[examples × outputs], or an empty view if nobody needs z.</param>
    /// <param name="a">[examples × outputs]</param>
    /// <param name="threads">At most so many threads.</param>
    public static void Affine<T, TMap>(
        ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> weights, ReadOnlySpan<T> bias, TMap f, MatrixView<T> z, MatrixView<T> a, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMap : struct, IMap
    {
        for (int row = 0; row < x.Rows; row++)
        {
            for (int column = 0; column < weights.Columns; column++)
            {
                T sum = bias.IsEmpty ? T.Zero : bias[column];
                for (int k = 0; k < x.Columns; k++)
                    sum = T.FusedMultiplyAdd(x[row, k], weights[k, column], sum);
                if (z.Rows > 0)
                    z[row, column] = sum;
                a[row, column] = f.Invoke(new Scalar<T>(sum)).Value;
            }
        }
    }

    /// <summary>result = (δ·Wᵀ) ⊙ f(stored): the deltas of a layer from those of the layer after it.</summary>
    /// <param name="delta">[examples × outputs]</param>
    /// <param name="weights">[inputs × outputs]</param>
    /// <param name="derivative">The derivative of the inputs' activation, as a function of <paramref name="stored"/>.</param>
    /// <param name="stored">[examples × inputs] What the derivative is computed from.</param>
    /// <param name="result">[examples × inputs]</param>
    /// <param name="threads">At most so many threads.</param>
    public static void TimesTransposed<T, TMap>(
        ReadOnlyMatrixView<T> delta, ReadOnlyMatrixView<T> weights, TMap derivative, ReadOnlyMatrixView<T> stored, MatrixView<T> result, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMap : struct, IMap
    {
        for (int row = 0; row < delta.Rows; row++)
        {
            for (int input = 0; input < weights.Rows; input++)
            {
                T sum = T.Zero;
                for (int k = 0; k < delta.Columns; k++)
                    sum = T.FusedMultiplyAdd(delta[row, k], weights[input, k], sum);
                result[row, input] = sum * derivative.Invoke(new Scalar<T>(stored[row, input])).Value;
            }
        }
    }

    /// <summary>gradient = xᵀ·δ: the derivative of the cost with respect to the weights.</summary>
    /// <param name="x">[examples × inputs]</param>
    /// <param name="delta">[examples × outputs]</param>
    /// <param name="gradient">[inputs × outputs]</param>
    /// <param name="threads">At most so many threads.</param>
    public static void TransposedTimes<T>(ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> delta, MatrixView<T> gradient, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int input = 0; input < x.Columns; input++)
        {
            for (int output = 0; output < delta.Columns; output++)
            {
                T sum = T.Zero;
                for (int row = 0; row < x.Rows; row++)
                    sum = T.FusedMultiplyAdd(x[row, input], delta[row, output], sum);
                gradient[input, output] = sum;
            }
        }
    }
}
