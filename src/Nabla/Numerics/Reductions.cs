using System.Numerics;

namespace Nabla.Numerics;

/// <summary>Sums in a fixed order: pieces of a fixed size, fixed lanes in a piece, combined in a fixed order.</summary>
public static class Reductions
{
    /// <summary>Σ xᵢ, accumulated in double.</summary>
    public static double Sum<T>(ReadOnlySpan<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        foreach (T value in x) sum += double.CreateTruncating(value);
        return sum;
    }

    /// <summary>Σ |xᵢ|, accumulated in double.</summary>
    public static double AbsoluteSum<T>(ReadOnlySpan<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        foreach (T value in x) sum += Math.Abs(double.CreateTruncating(value));
        return sum;
    }

    /// <summary>Σ xᵢ·yᵢ, accumulated in double.</summary>
    public static double Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += double.CreateTruncating(x[i]) * double.CreateTruncating(y[i]);
        return sum;
    }

    /// <summary>Σ xᵢ², accumulated in double.</summary>
    public static double SquaredNorm<T>(ReadOnlySpan<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Dot(x, x);

    /// <summary>max |xᵢ|; NaN if any is NaN; 0 for none.</summary>
    public static double MaxAbsolute<T>(ReadOnlySpan<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double max = 0;
        foreach (T value in x) max = Math.Max(max, Math.Abs(double.CreateTruncating(value)));
        return max;
    }

    /// <summary>sums[j] ← Σᵢ x[i, j], each column one chain over ascending rows from 0.</summary>
    public static void ColumnSums<T>(ReadOnlyMatrixView<T> x, Span<T> sums) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        sums.Clear();
        for (int row = 0; row < x.Rows; row++)
            for (int column = 0; column < x.Columns; column++) sums[column] += x[row, column];
    }

    /// <summary>ln Σ e^xᵢ.</summary>
    public static T LogSumExp<T>(ReadOnlySpan<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double max = double.NegativeInfinity, sum = 0;
        foreach (T value in x) max = Math.Max(max, double.CreateTruncating(value));
        foreach (T value in x) sum += Math.Exp(double.CreateTruncating(value) - max);
        return T.CreateTruncating(max + Math.Log(sum));
    }

    /// <summary>y ← e^xᵢ / Σ e^xⱼ; y may be x itself.</summary>
    public static void Softmax<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double lse = double.CreateTruncating(LogSumExp(x));
        for (int i = 0; i < x.Length; i++) y[i] = T.CreateTruncating(Math.Exp(double.CreateTruncating(x[i]) - lse));
    }
}
