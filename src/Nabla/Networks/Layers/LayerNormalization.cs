using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>z ← γ ⊙ x̂ + b with x̂ = (z − mean) / √(variance + ε), mean and variance over the outputs of each example.</summary>
/// <remarks>Ba, Kiros and Hinton, 2016.</remarks>
internal static class LayerNormalization
{
    /// <summary>Normalizes each example; x̂ and the divisors are stored in <paramref name="buffers"/>.</summary>
    public static void Forward<T>(
        ReadOnlyMatrixView<T> x, ReadOnlySpan<T> gamma, ReadOnlySpan<T> bias, MatrixView<T> z, NormalizationBuffers<T> buffers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MatrixView<T> normalized = buffers.Normalized;
        for (int row = 0; row < x.Rows; row++)
        {
            Span<T> unit = normalized.Row(row);
            Elementwise.Map(new Minus(Reductions.Sum(x.Row(row)) / x.Columns), x.Row(row), unit);
            double inverse = 1 / Math.Sqrt((Reductions.SquaredNorm<T>(unit) / x.Columns) + Normalize.Epsilon);
            buffers.RowInverse[row] = T.CreateTruncating(inverse);
            Elementwise.Map(new Times(inverse), unit, unit);
            BatchNormalization.Affine(unit, gamma, bias, z.Row(row));
        }
    }

    /// <summary>
    /// From ∂C/∂(γx̂ + b) to ∂C/∂z: ∂C/∂γ = Σ δ ⊙ x̂, and with g = γ ⊙ δ
    /// δ ← (g − mean g − x̂ · mean(g ⊙ x̂)) / √(variance + ε).
    /// </summary>
    public static void Backward<T>(MatrixView<T> delta, ReadOnlySpan<T> gamma, Span<T> gammaGradient, NormalizationBuffers<T> buffers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MatrixView<T> normalized = buffers.Normalized;
        Span<T> scratch = buffers.Scratch;
        gammaGradient.Clear();
        for (int row = 0; row < delta.Rows; row++)
        {
            Span<T> d = delta.Row(row), x = normalized.Row(row);
            Elementwise.Zip(default(Product), d, x, scratch);
            Elementwise.Zip(default(Plus), gammaGradient, scratch, gammaGradient);

            Elementwise.Zip(default(Product), d, gamma, d);
            double mean = Reductions.Sum<T>(d) / d.Length, along = Reductions.Dot<T>(d, x) / d.Length;
            Elementwise.Map(new Minus(mean), d, d);
            Elementwise.Zip(new PlusScaled(-along), d, x, d);
            Elementwise.Map(new Times(double.CreateTruncating(buffers.RowInverse[row])), d, d);
        }
    }

    private readonly struct Minus(double value) : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Invoke<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes>
            => x - value;
    }
}
