using System.Numerics;

namespace Nabla.Numerics;

/// <summary>The products of <see cref="Products"/> in simple loops over single numbers; every kernel gives the same bits.</summary>
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

    /// <summary>
    /// gradient = xᵀ·δ, biasGradient = column sums of δ, over pieces of a given number of rows that are added in a <see cref="PieceTree"/>.
    /// </summary>
    public static void TransposedTimes<T>(
        ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> delta, MatrixView<T> gradient, Span<T> biasGradient, int pieceRows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int pieces = Math.Max(1, (x.Rows + pieceRows - 1) / pieceRows);
        for (int output = 0; output < delta.Columns; output++)
        {
            for (int input = 0; input < x.Columns; input++)
                gradient[input, output] = OfPieces(x, delta, input, output, pieceRows, 0, pieces);
            if (!biasGradient.IsEmpty)
                biasGradient[output] = OfPieces(default, delta, -1, output, pieceRows, 0, pieces);
        }
    }

    // The left subtree is the largest complete one: its number of pieces is the largest power of two below the total. Without x, it is a sum of δ.
    private static T OfPieces<T>(ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> delta, int input, int output, int pieceRows, int first, int end)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (end - first > 1)
        {
            int half = 1;
            while (2 * half < end - first)
                half *= 2;
            return OfPieces(x, delta, input, output, pieceRows, first, first + half) + OfPieces(x, delta, input, output, pieceRows, first + half, end);
        }

        T sum = T.Zero;
        for (int row = first * pieceRows; row < Math.Min(end * pieceRows, delta.Rows); row++)
            sum = input < 0 ? sum + delta[row, output] : T.FusedMultiplyAdd(x[row, input], delta[row, output], sum);
        return sum;
    }
}
