using System.Numerics;

namespace Nabla.Numerics;

/// <summary>The products of <see cref="Products"/> in plain loops over single numbers: what every kernel equals bit for bit.</summary>
internal static class ProductsReference
{
    /// <summary>z = x·W + b, a = f(z).</summary>
    public static void Affine<T, TMap>(
        ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> weights, ReadOnlySpan<T> bias, TMap f, MatrixView<T> z, MatrixView<T> a)
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

    /// <summary>result = (δ·Wᵀ) ⊙ f(stored).</summary>
    public static void TimesTransposed<T, TMap>(
        ReadOnlyMatrixView<T> delta, ReadOnlyMatrixView<T> weights, TMap derivative, ReadOnlyMatrixView<T> stored, MatrixView<T> result)
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

    /// <summary>gradient = xᵀ·δ, biasGradient = column sums of δ.</summary>
    public static void TransposedTimes<T>(
        ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> delta, MatrixView<T> gradient, Span<T> biasGradient)
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

        for (int output = 0; output < biasGradient.Length; output++)
        {
            T sum = T.Zero;
            for (int row = 0; row < delta.Rows; row++)
                sum += delta[row, output];
            biasGradient[output] = sum;
        }
    }
}
