using System.Numerics;

namespace Nabla.Numerics;

/// <summary>
/// The three matrix products of a dense layer. Each output is one chain: it starts from the bias or 0 and takes
/// one fused multiply-add for each summed index, ascending; sums over examples may be divided into pieces that are added in a fixed tree. Blocking,
/// vector width and threads do not affect the bits.
/// </summary>
/// <remarks>A result must not overlap its operands. A size may be 0: an empty sum is the bias or 0.</remarks>
public static class Products
{
    /// <summary>z = x·W + b, a = f(z).</summary>
    /// <param name="x">[examples × inputs]</param>
    /// <param name="weights">[inputs × outputs]</param>
    /// <param name="bias">[outputs], or empty for none.</param>
    /// <param name="f">The function applied to every output.</param>
    /// <param name="z">[examples × outputs], or an empty view if z is not needed; it may be the same view as <paramref name="a"/>.</param>
    /// <param name="a">[examples × outputs]</param>
    /// <param name="threads">The maximum number of threads.</param>
    /// <exception cref="ArgumentException">The shapes do not match.</exception>
    public static void Affine<T, TMap>(
        ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> weights, ReadOnlySpan<T> bias, TMap f, MatrixView<T> z, MatrixView<T> a, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMap : struct, IMap
        => ProductsAtWidth.Affine(x, weights, bias, f, z, a, threads, ProductsAtWidth.Widest);

    /// <summary>z = x·W + b.</summary>
    /// <param name="x">[examples × inputs]</param>
    /// <param name="weights">[inputs × outputs]</param>
    /// <param name="bias">[outputs], or empty for none.</param>
    /// <param name="z">[examples × outputs]</param>
    /// <param name="threads">The maximum number of threads.</param>
    /// <exception cref="ArgumentException">The shapes do not match.</exception>
    public static void Affine<T>(ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> weights, ReadOnlySpan<T> bias, MatrixView<T> z, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => ProductsAtWidth.Affine(x, weights, bias, z, threads, ProductsAtWidth.Widest);

    /// <summary>result = (δ·Wᵀ) ⊙ f(stored): the deltas of a layer from those of the layer after it.</summary>
    /// <param name="delta">[examples × outputs]</param>
    /// <param name="weights">[inputs × outputs]</param>
    /// <param name="derivative">The derivative of the inputs' activation, as a function of <paramref name="stored"/>.</param>
    /// <param name="stored">[examples × inputs] The values that the derivative is computed from.</param>
    /// <param name="result">[examples × inputs]</param>
    /// <param name="threads">The maximum number of threads.</param>
    /// <exception cref="ArgumentException">The shapes do not match.</exception>
    public static void TimesTransposed<T, TMap>(
        ReadOnlyMatrixView<T> delta, ReadOnlyMatrixView<T> weights, TMap derivative, ReadOnlyMatrixView<T> stored, MatrixView<T> result, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMap : struct, IMap
        => ProductsAtWidth.TimesTransposed(delta, weights, derivative, stored, result, threads, ProductsAtWidth.Widest);

    /// <summary>result = δ·Wᵀ.</summary>
    /// <param name="delta">[examples × outputs]</param>
    /// <param name="weights">[inputs × outputs]</param>
    /// <param name="result">[examples × inputs]</param>
    /// <param name="threads">The maximum number of threads.</param>
    /// <exception cref="ArgumentException">The shapes do not match.</exception>
    public static void TimesTransposed<T>(ReadOnlyMatrixView<T> delta, ReadOnlyMatrixView<T> weights, MatrixView<T> result, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => ProductsAtWidth.TimesTransposed(delta, weights, result, threads, ProductsAtWidth.Widest);

    /// <summary>gradient = xᵀ·δ: the derivative of the cost with respect to the weights.</summary>
    /// <param name="x">[examples × inputs]</param>
    /// <param name="delta">[examples × outputs]</param>
    /// <param name="gradient">[inputs × outputs]</param>
    /// <param name="threads">The maximum number of threads.</param>
    /// <exception cref="ArgumentException">The shapes do not match.</exception>
    public static void TransposedTimes<T>(ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> delta, MatrixView<T> gradient, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => ProductsAtWidth.TransposedTimes(x, delta, gradient, [], pieceRows: 0, threads, ProductsAtWidth.Widest);

    /// <summary>gradient = xᵀ·δ, and in the same pass biasGradient = the column sums of δ, each one chain over ascending rows.</summary>
    /// <param name="x">[examples × inputs]</param>
    /// <param name="delta">[examples × outputs]</param>
    /// <param name="gradient">[inputs × outputs]</param>
    /// <param name="biasGradient">[outputs], or empty if it is not needed.</param>
    /// <param name="threads">The maximum number of threads.</param>
    /// <exception cref="ArgumentException">The shapes do not match.</exception>
    public static void TransposedTimes<T>(
        ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> delta, MatrixView<T> gradient, Span<T> biasGradient, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => ProductsAtWidth.TransposedTimes(x, delta, gradient, biasGradient, pieceRows: 0, threads, ProductsAtWidth.Widest);

    /// <summary>
    /// Computes the gradients with a chain over the rows of each piece, and adds the sums of the pieces in a <see cref="PieceTree"/>, tile by tile,
    /// so that no gradient of a piece is stored.
    /// </summary>
    /// <param name="x">[examples × inputs]</param>
    /// <param name="delta">[examples × outputs]</param>
    /// <param name="gradient">[inputs × outputs]</param>
    /// <param name="biasGradient">[outputs], or empty if it is not needed.</param>
    /// <param name="pieceRows">The number of rows per piece, 1 or more.</param>
    /// <param name="threads">The maximum number of threads.</param>
    /// <exception cref="ArgumentException">The shapes do not match.</exception>
    public static void TransposedTimes<T>(
        ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> delta, MatrixView<T> gradient, Span<T> biasGradient, int pieceRows, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pieceRows);
        ProductsAtWidth.TransposedTimes(x, delta, gradient, biasGradient, pieceRows, threads, ProductsAtWidth.Widest);
    }

    /// <summary>The same for a share of the rows of the gradient; the first share includes the bias gradient.</summary>
    internal static void TransposedTimes<T>(
        ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> delta, MatrixView<T> gradient, Span<T> biasGradient, int pieceRows, Share share, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => ProductsAtWidth.TransposedTimes(x, delta, gradient, biasGradient, pieceRows, threads, ProductsAtWidth.Widest, share);
}
