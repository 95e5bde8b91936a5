using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Numerics;

/// <summary>
/// The three matrix products of a dense layer. Each output is one chain: it starts from the bias or 0 and takes
/// one fused multiply-add for each summed index, ascending. Blocking, vector width and threads never change a bit.
/// Results may not overlap what they are computed from.
/// </summary>
public static unsafe class Products
{
    /// <summary>z = x·W + b, a = f(z).</summary>
    /// <param name="x">[examples × inputs]</param>
    /// <param name="weights">[inputs × outputs]</param>
    /// <param name="bias">[outputs], or empty for none.</param>
    /// <param name="f">The function applied to every output.</param>
    /// <param name="z">[examples × outputs], or an empty view if nobody needs z; it may be <paramref name="a"/> itself.</param>
    /// <param name="a">[examples × outputs]</param>
    /// <param name="threads">At most so many threads.</param>
    public static void Affine<T, TMap>(
        ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> weights, ReadOnlySpan<T> bias, TMap f, MatrixView<T> z, MatrixView<T> a, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMap : struct, IMap
    {
        MatrixView<T> sums = z.Rows > 0 ? z : a;
        fixed (T* source = sums.Data, target = a.Data)
            Affine(x, weights, bias, new ActivationEpilogue<T, TMap>(f, source, sums.Stride, target, a.Stride), sums, threads);
    }

    /// <summary>z = x·W + b.</summary>
    /// <param name="x">[examples × inputs]</param>
    /// <param name="weights">[inputs × outputs]</param>
    /// <param name="bias">[outputs], or empty for none.</param>
    /// <param name="z">[examples × outputs]</param>
    /// <param name="threads">At most so many threads.</param>
    public static void Affine<T>(
        ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> weights, ReadOnlySpan<T> bias, MatrixView<T> z, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Affine(x, weights, bias, default(NoEpilogue<T>), z, threads);

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
        fixed (T* source = stored.Data, target = result.Data)
        {
            var epilogue = new DerivativeEpilogue<T, TMap>(derivative, source, stored.Stride, target, result.Stride);
            TimesTransposed(delta, weights, epilogue, result, threads);
        }
    }

    /// <summary>result = δ·Wᵀ.</summary>
    /// <param name="delta">[examples × outputs]</param>
    /// <param name="weights">[inputs × outputs]</param>
    /// <param name="result">[examples × inputs]</param>
    /// <param name="threads">At most so many threads.</param>
    public static void TimesTransposed<T>(
        ReadOnlyMatrixView<T> delta, ReadOnlyMatrixView<T> weights, MatrixView<T> result, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => TimesTransposed(delta, weights, default(NoEpilogue<T>), result, threads);

    /// <summary>gradient = xᵀ·δ: the derivative of the cost with respect to the weights.</summary>
    /// <param name="x">[examples × inputs]</param>
    /// <param name="delta">[examples × outputs]</param>
    /// <param name="gradient">[inputs × outputs]</param>
    /// <param name="threads">At most so many threads.</param>
    public static void TransposedTimes<T>(ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> delta, MatrixView<T> gradient, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => TransposedTimes(x, delta, gradient, [], threads);

    /// <summary>gradient = xᵀ·δ, and in the same pass biasGradient = the column sums of δ, each one chain over ascending rows.</summary>
    /// <param name="x">[examples × inputs]</param>
    /// <param name="delta">[examples × outputs]</param>
    /// <param name="gradient">[inputs × outputs]</param>
    /// <param name="biasGradient">[outputs], or empty if nobody needs it.</param>
    /// <param name="threads">At most so many threads.</param>
    public static void TransposedTimes<T>(
        ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> delta, MatrixView<T> gradient, Span<T> biasGradient, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* a = x.Data, b = delta.Data, sums = biasGradient)
        {
            Run(
                new Operand<T>(a, x.Stride, 1).Transposed, new Operand<T>(b, delta.Stride, 1), x.Rows,
                null, sums, default(NoEpilogue<T>), gradient, threads);
        }
    }

    private static void Affine<T, TEpilogue>(
        ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> weights, ReadOnlySpan<T> bias, TEpilogue epilogue, MatrixView<T> result, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue<T>
    {
        fixed (T* a = x.Data, b = weights.Data, start = bias)
            Run(new Operand<T>(a, x.Stride, 1), new Operand<T>(b, weights.Stride, 1), x.Columns, start, null, epilogue, result, threads);
    }

    private static void TimesTransposed<T, TEpilogue>(
        ReadOnlyMatrixView<T> delta, ReadOnlyMatrixView<T> weights, TEpilogue epilogue, MatrixView<T> result, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue<T>
    {
        fixed (T* a = delta.Data, b = weights.Data)
        {
            Run(
                new Operand<T>(a, delta.Stride, 1), new Operand<T>(b, weights.Stride, 1).Transposed, delta.Columns,
                null, null, epilogue, result, threads);
        }
    }

    private static void Run<T, TEpilogue>(
        Operand<T> a, Operand<T> b, int depth, T* bias, T* columnSums, TEpilogue epilogue, MatrixView<T> result, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue<T>
    {
        if (Vector512.IsHardwareAccelerated)
            Run<T, Lanes512<T>, TEpilogue>(a, b, depth, bias, columnSums, epilogue, result, threads);
        else if (Vector256.IsHardwareAccelerated)
            Run<T, Lanes256<T>, TEpilogue>(a, b, depth, bias, columnSums, epilogue, result, threads);
        else
            Run<T, Lanes128<T>, TEpilogue>(a, b, depth, bias, columnSums, epilogue, result, threads);
    }

    private static void Run<T, TLanes, TEpilogue>(
        Operand<T> a, Operand<T> b, int depth, T* bias, T* columnSums, TEpilogue epilogue, MatrixView<T> result, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLanes : struct, ILanes<TLanes, T>
        where TEpilogue : struct, IEpilogue<T>
    {
        fixed (T* c = result.Data)
        {
            BlockedProduct<T, TLanes, TEpilogue> product = new()
            {
                A = a,
                B = b,
                C = c,
                CRow = result.Stride,
                Bias = bias,
                ColumnSums = columnSums,
                Rows = result.Rows,
                Columns = result.Columns,
                Depth = depth,
                Epilogue = epilogue,
            };
            product.Run(threads, false);
        }
    }
}
