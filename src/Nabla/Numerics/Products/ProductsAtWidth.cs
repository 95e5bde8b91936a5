using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Numerics;

/// <summary>The products of <see cref="Products"/>, with vectors of a given number of bits.</summary>
internal static unsafe class ProductsAtWidth
{
    /// <summary>The widest vectors of this machine, in bits.</summary>
    public static int Widest => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    public static void Affine<T, TMap>(
        ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> weights, ReadOnlySpan<T> bias, TMap f, MatrixView<T> z, MatrixView<T> a, int threads, int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMap : struct, IMap
    {
        MatrixView<T> sums = z.Rows > 0 ? z : a;
        CheckShape<T>(a, x.Rows, weights.Columns);
        fixed (T* source = sums.Data, target = a.Data)
            Affine(x, weights, bias, new MapEpilogue<T, TMap, Replace>(f, source, sums.Stride, target, a.Stride), sums, threads, bits);
    }

    public static void Affine<T>(
        ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> weights, ReadOnlySpan<T> bias, MatrixView<T> z, int threads, int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Affine(x, weights, bias, default(NoEpilogue<T>), z, threads, bits);

    public static void TimesTransposed<T, TMap>(
        ReadOnlyMatrixView<T> delta, ReadOnlyMatrixView<T> weights, TMap derivative, ReadOnlyMatrixView<T> stored, MatrixView<T> result, int threads, int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMap : struct, IMap
    {
        CheckShape<T>(stored, delta.Rows, weights.Rows);
        fixed (T* source = stored.Data, target = result.Data)
        {
            var epilogue = new MapEpilogue<T, TMap, Multiply>(derivative, source, stored.Stride, target, result.Stride);
            TimesTransposed(delta, weights, epilogue, result, threads, bits);
        }
    }

    public static void TimesTransposed<T>(
        ReadOnlyMatrixView<T> delta, ReadOnlyMatrixView<T> weights, MatrixView<T> result, int threads, int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => TimesTransposed(delta, weights, default(NoEpilogue<T>), result, threads, bits);

    public static void TransposedTimes<T>(
        ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> delta, MatrixView<T> gradient, Span<T> biasGradient, int pieceRows, int threads, int bits, Share share = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckShape<T>(delta, x.Rows, delta.Columns);
        CheckShape<T>(gradient, x.Columns, delta.Columns);
        CheckLength(biasGradient.Length, delta.Columns, nameof(biasGradient));
        fixed (T* a = x.Data, b = delta.Data, sums = biasGradient)
            Run(new Operand<T>(a, x.Stride, 1).Transposed, new Operand<T>(b, delta.Stride, 1), x.Rows, null, sums, default(NoEpilogue<T>), gradient, threads, bits, pieceRows, share);
    }

    private static void Affine<T, TEpilogue>(
        ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> weights, ReadOnlySpan<T> bias, TEpilogue epilogue, MatrixView<T> z, int threads, int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue<T>
    {
        CheckShape<T>(weights, x.Columns, weights.Columns);
        CheckShape<T>(z, x.Rows, weights.Columns);
        CheckLength(bias.Length, weights.Columns, nameof(bias));
        fixed (T* a = x.Data, b = weights.Data, start = bias)
            Run(new Operand<T>(a, x.Stride, 1), new Operand<T>(b, weights.Stride, 1), x.Columns, start, null, epilogue, z, threads, bits);
    }

    private static void TimesTransposed<T, TEpilogue>(
        ReadOnlyMatrixView<T> delta, ReadOnlyMatrixView<T> weights, TEpilogue epilogue, MatrixView<T> result, int threads, int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue<T>
    {
        CheckShape<T>(weights, weights.Rows, delta.Columns);
        CheckShape<T>(result, delta.Rows, weights.Rows);
        fixed (T* a = delta.Data, b = weights.Data)
            Run(new Operand<T>(a, delta.Stride, 1), new Operand<T>(b, weights.Stride, 1).Transposed, delta.Columns, null, null, epilogue, result, threads, bits);
    }

    private static void Run<T, TEpilogue>(
        Operand<T> a, Operand<T> b, int depth, T* bias, T* columnSums, TEpilogue epilogue, MatrixView<T> result, int threads, int bits, int pieceDepth = 0, Share share = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue<T>
    {
        switch (bits)
        {
            case 512: Run<T, Lanes512<T>, TEpilogue>(a, b, depth, bias, columnSums, epilogue, result, threads, pieceDepth, share); break;
            case 256: Run<T, Lanes256<T>, TEpilogue>(a, b, depth, bias, columnSums, epilogue, result, threads, pieceDepth, share); break;
            default: Run<T, Lanes128<T>, TEpilogue>(a, b, depth, bias, columnSums, epilogue, result, threads, pieceDepth, share); break;
        }
    }

    private static void Run<T, TLanes, TEpilogue>(
        Operand<T> a, Operand<T> b, int depth, T* bias, T* columnSums, TEpilogue epilogue, MatrixView<T> result, int threads, int pieceDepth, Share share)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLanes : struct, ILanes<TLanes, T>
        where TEpilogue : struct, IEpilogue<T>
    {
        fixed (T* c = result.Data)
        {
            var product = new BlockedProduct<T, TLanes, TEpilogue>
            {
                A = a,
                B = b,
                C = new Operand<T>(c, result.Stride, 1),
                Rows = result.Rows,
                Columns = result.Columns,
                Depth = depth,
                Epilogue = epilogue,
                Bias = bias,
                ColumnSums = columnSums,
                PieceDepth = pieceDepth,
            };
            if (share.Divides)
                product.Compute(share);
            else
                product.Compute(threads);
        }
    }

    private static void CheckShape<T>(ReadOnlyMatrixView<T> matrix, int rows, int columns, [CallerArgumentExpression(nameof(matrix))] string name = "")
        where T : unmanaged
    {
        if (matrix.Rows != rows || matrix.Columns != columns)
            throw new ArgumentException($"{name} is {matrix.Rows} × {matrix.Columns}, expected {rows} × {columns}", name);
    }

    private static void CheckLength(int length, int wanted, string name)
    {
        if (length != 0 && length != wanted)
            throw new ArgumentException($"{name} has {length} numbers, expected {wanted} or none", name);
    }
}
