using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Nabla.Numerics;

public static partial class Reductions
{
    private const int ExponentialsAtOnce = 512; // the number of exponentials on the stack
    private const int RowsAtOnce = 64; // the number of maxima and sums before their logarithms are computed

    /// <summary>
    /// ln Σ e^xᵢ, as max + ln Σ e^(xᵢ − max), which does not overflow; its error is at most 2ε·max(1, |max|, ln n) for the ε of
    /// <typeparamref name="T"/>.
    /// </summary>
    /// <returns>−∞ if empty or all −∞; +∞ if any is +∞; NaN if any is NaN.</returns>
    public static double LogSumExp<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T maximum = Maximum(x);
        Span<T> block = stackalloc T[Math.Min(x.Length, ExponentialsAtOnce)];
        double sum = 0;
        for (; !x.IsEmpty; x = x[block.Length..])
        {
            block = block[..Math.Min(x.Length, block.Length)];
            Elementwise.Map(new ExpOfDifference(double.CreateTruncating(maximum)), x[..block.Length], block);
            sum += Sum<T>(block);
        }

        return default(MaximumPlusLog).Invoke(new Scalar<double>(double.CreateTruncating(maximum)), new(sum)).Value;
    }

    /// <summary>y ← e^xᵢ ÷ Σ e^xⱼ, shifted by the maximum to avoid overflow; the relative error is at most (|xᵢ − max| + 4)·ε.</summary>
    /// <param name="x">The logits. If one is NaN or +∞, or all are −∞, every result is NaN.</param>
    /// <param name="y">The probabilities, of equal length; may be the same span as x.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Softmax<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Softmax(new ReadOnlyMatrixView<T>(x, 1, x.Length), new MatrixView<T>(y, 1, y.Length), []);

    /// <summary>The softmax of each row.</summary>
    /// <param name="z">[examples × classes] The logits.</param>
    /// <param name="a">[examples × classes] The probabilities; may be the same view as z.</param>
    /// <param name="logSumExp">[examples] The log-sum-exp of each row, or empty if it is not needed.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    [SkipLocalsInit]
    public static void Softmax<T>(ReadOnlyMatrixView<T> z, MatrixView<T> a, Span<double> logSumExp)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (a.Rows != z.Rows || a.Columns != z.Columns)
            throw new ArgumentException($"the result is {a.Rows} × {a.Columns}, expected {z.Rows} × {z.Columns}", nameof(a));
        if (!logSumExp.IsEmpty && logSumExp.Length != z.Rows)
            throw new ArgumentException($"room for {logSumExp.Length} sums, expected {z.Rows}", nameof(logSumExp));
        Span<double> maxima = stackalloc double[RowsAtOnce], sums = stackalloc double[RowsAtOnce];
        for (int row = 0; row < z.Rows; row += RowsAtOnce)
        {
            int rows = Math.Min(RowsAtOnce, z.Rows - row);
            SoftmaxOfRows(z.RowRange(row, rows), a.RowRange(row, rows), maxima, sums);
            if (!logSumExp.IsEmpty)
                Elementwise.Zip<double, MaximumPlusLog>(default, maxima[..rows], sums, logSumExp.Slice(row, rows));
        }
    }

    private static void SoftmaxOfRows<T>(ReadOnlyMatrixView<T> z, MatrixView<T> a, Span<double> maxima, Span<double> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated && z.Columns <= Vector512<T>.Count)
            SoftmaxOfNarrow<T, Lanes512<T>>(z, a, maxima, sums);
        else if (Vector256.IsHardwareAccelerated && z.Columns <= Vector256<T>.Count)
            SoftmaxOfNarrow<T, Lanes256<T>>(z, a, maxima, sums);
        else
            SoftmaxOfWide(z, a, maxima, sums);
    }

    internal static void SoftmaxOfWide<T>(ReadOnlyMatrixView<T> z, MatrixView<T> a, Span<double> maxima, Span<double> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int row = 0; row < z.Rows; row++)
        {
            Span<T> y = a.Row(row);
            double maximum = double.CreateTruncating(Maximum(z.Row(row)));
            Elementwise.Map(new ExpOfDifference(maximum), z.Row(row), y);
            double sum = Sum<T>(y);
            Elementwise.Map(new Quotient(sum), y, y);
            (maxima[row], sums[row]) = (maximum, sum);
        }
    }

    /// <summary>The same for rows that fit in one vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static unsafe void SoftmaxOfNarrow<T, TLanes>(ReadOnlyMatrixView<T> z, MatrixView<T> a, Span<double> maxima, Span<double> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLanes : struct, ILanes<TLanes, T>
    {
        var edge = new Edge<T, TLanes>(z.Columns);
        var behind = TLanes.Broadcast(T.NegativeInfinity); // its exponential is 0
        fixed (T* source = z.Data, target = a.Data)
        {
            for (int row = 0; row < z.Rows; row++)
            {
                TLanes x = edge.Load(source + (row * z.Stride), behind);
                T maximum = TLanes.Largest(x);
                TLanes e = Elementary.Exp(x - TLanes.Broadcast(maximum));
                double sum = TLanes.Sum(e);
                edge.Store(target + (row * a.Stride), e / TLanes.Broadcast(T.CreateTruncating(sum)));
                (maxima[row], sums[row]) = (double.CreateTruncating(maximum), sum);
            }
        }
    }

    // An infinite maximum is the result.
    private readonly struct MaximumPlusLog : IZip
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Invoke<TLanes>(TLanes maximum, TLanes sum)
            where TLanes : struct, ILanes<TLanes>
            => TLanes.Select(TLanes.Abs(maximum) < double.PositiveInfinity, maximum + Elementary.Log(sum), maximum);
    }

    private readonly struct ExpOfDifference(double subtrahend) : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Invoke<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes>
            => Elementary.Exp(x - subtrahend);
    }

    private readonly struct Quotient(double divisor) : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Invoke<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes>
            => x / divisor;
    }
}
