using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>
/// z ← γ ⊙ x̂ + b with x̂ = (z − mean) / √(variance + ε), mean and variance of each column over the batch in training, running ones otherwise.
/// </summary>
/// <remarks>Ioffe and Szegedy, ICML 2015. Weighted examples count by their weight; n is the total.</remarks>
internal static class BatchNormalization
{
    // What the running statistics keep at each step.
    private const double Momentum = 0.9;

    /// <summary>Normalises a batch by its own statistics, which stay in <paramref name="buffers"/>.</summary>
    public static void Forward<T>(
        ReadOnlyMatrixView<T> x, ReadOnlySpan<T> weights, double totalWeight, ReadOnlySpan<T> gamma, ReadOnlySpan<T> bias, MatrixView<T> z,
        NormalizationBuffers<T> buffers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MatrixView<T> normalized = buffers.Normalized;
        Span<T> mean = buffers.Mean, variance = buffers.Variance;
        mean.Clear();
        variance.Clear();
        for (int row = 0; row < z.Rows; row++)
            Elementwise.Zip(new PlusScaled(Weight(weights, row) / totalWeight), mean, x.Row(row), mean);
        for (int row = 0; row < z.Rows; row++)
        {
            Elementwise.Zip(default(Difference), x.Row(row), mean, normalized.Row(row));
            Elementwise.Zip(new PlusScaledSquare(Weight(weights, row) / totalWeight), variance, normalized.Row(row), variance);
        }

        Elementwise.Map(default(InverseDeviation), variance, buffers.Inverse);
        for (int row = 0; row < z.Rows; row++)
        {
            Elementwise.Zip(default(Product), normalized.Row(row), buffers.Inverse, normalized.Row(row));
            Affine(normalized.Row(row), gamma, bias, z.Row(row));
        }
    }

    /// <summary>Normalises by running statistics.</summary>
    public static void Forward<T>(
        ReadOnlyMatrixView<T> x, ReadOnlySpan<T> mean, ReadOnlySpan<T> variance, ReadOnlySpan<T> gamma, ReadOnlySpan<T> bias, MatrixView<T> z,
        NormalizationBuffers<T> buffers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MatrixView<T> normalized = buffers.Normalized;
        Elementwise.Map(default(InverseDeviation), variance, buffers.Inverse);
        for (int row = 0; row < z.Rows; row++)
        {
            Elementwise.Zip(default(Difference), x.Row(row), mean, normalized.Row(row));
            Elementwise.Zip(default(Product), normalized.Row(row), buffers.Inverse, normalized.Row(row));
            Affine(normalized.Row(row), gamma, bias, z.Row(row));
        }
    }

    /// <summary>
    /// From ∂C/∂(γx̂ + b) to ∂C/∂z: ∂C/∂γ = Σ δ ⊙ x̂, ∂C/∂b = Σ δ, and for an example of weight w
    /// δ ← γ/√(variance + ε) ⊙ (δ − w/n · (∂C/∂b + x̂ ⊙ ∂C/∂γ)).
    /// </summary>
    public static void Backward<T>(
        MatrixView<T> delta, ReadOnlySpan<T> weights, double totalWeight, ReadOnlySpan<T> gamma, Span<T> gammaGradient, NormalizationBuffers<T> buffers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MatrixView<T> normalized = buffers.Normalized;
        Span<T> scratch = buffers.Scratch, sum = buffers.Sum;
        sum.Clear();
        gammaGradient.Clear();
        for (int row = 0; row < delta.Rows; row++)
        {
            Elementwise.Zip(default(Product), delta.Row(row), normalized.Row(row), scratch);
            Elementwise.Zip(default(Plus), gammaGradient, scratch, gammaGradient);
            Elementwise.Zip(default(Plus), sum, delta.Row(row), sum);
        }

        Elementwise.Zip(default(Product), gamma, buffers.Inverse, buffers.Factor);
        for (int row = 0; row < delta.Rows; row++)
        {
            Elementwise.Zip(default(Product), normalized.Row(row), gammaGradient, scratch);
            Elementwise.Zip(default(Plus), scratch, sum, scratch);
            Elementwise.Zip(new PlusScaled(-Weight(weights, row) / totalWeight), delta.Row(row), scratch, delta.Row(row));
            Elementwise.Zip(default(Product), delta.Row(row), buffers.Factor, delta.Row(row));
        }
    }

    /// <summary>The same where running statistics were used: ∂C/∂γ = Σ δ ⊙ x̂ and δ ← γ/√(variance + ε) ⊙ δ.</summary>
    public static void BackwardOfEvaluation<T>(MatrixView<T> delta, ReadOnlySpan<T> gamma, Span<T> gammaGradient, NormalizationBuffers<T> buffers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Elementwise.Zip(default(Product), gamma, buffers.Inverse, buffers.Factor);
        gammaGradient.Clear();
        for (int row = 0; row < delta.Rows; row++)
        {
            Elementwise.Zip(default(Product), delta.Row(row), buffers.Normalized.Row(row), buffers.Scratch);
            Elementwise.Zip(default(Plus), gammaGradient, buffers.Scratch, gammaGradient);
            Elementwise.Zip(default(Product), delta.Row(row), buffers.Factor, delta.Row(row));
        }
    }

    /// <summary>Running statistics ← momentum · running + (1 − momentum) · batch's, the variance as an unbiased estimate.</summary>
    public static void Commit<T>(Span<T> runningMean, Span<T> runningVariance, int rows, NormalizationBuffers<T> buffers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double unbiased = rows > 1 ? rows / (rows - 1.0) : 1;
        Elementwise.Map(new Times(Momentum), runningMean, runningMean);
        Elementwise.Zip(new PlusScaled(1 - Momentum), runningMean, buffers.Mean, runningMean);
        Elementwise.Map(new Times(Momentum), runningVariance, runningVariance);
        Elementwise.Zip(new PlusScaled((1 - Momentum) * unbiased), runningVariance, buffers.Variance, runningVariance);
    }

    /// <summary>z = γ ⊙ x̂ + b.</summary>
    public static void Affine<T>(ReadOnlySpan<T> normalized, ReadOnlySpan<T> gamma, ReadOnlySpan<T> bias, Span<T> z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Elementwise.Zip(default(Product), normalized, gamma, z);
        if (!bias.IsEmpty)
            Elementwise.Zip(default(Plus), z, bias, z);
    }

    private static double Weight<T>(ReadOnlySpan<T> weights, int row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => weights.IsEmpty ? 1 : double.CreateTruncating(weights[row]);

    private readonly struct InverseDeviation : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Invoke<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes>
            => 1 / TLanes.Sqrt(x + Normalize.Epsilon);
    }
}
