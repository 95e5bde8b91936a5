using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>
/// z ← γ ⊙ x̂ + b with x̂ = (z − mean) / √(variance + ε), mean and variance of each column over the batch in training, running ones otherwise.
/// </summary>
/// <remarks>Ioffe and Szegedy, ICML 2015. Examples are weighted; n is the total weight.</remarks>
internal static class BatchNormalization
{
    // The momentum of the running statistics.
    private const double Momentum = 0.9;

    /// <summary>Normalizes a batch by its own statistics, which stay in <paramref name="buffers"/>.</summary>
    public static void Forward<T>(
        in Frame<T> frame, ReadOnlyMatrixView<T> x, ReadOnlySpan<T> gamma, ReadOnlySpan<T> bias, MatrixView<T> z, NormalizationBuffers<T> buffers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MatrixView<T> normalized = buffers.Normalized;
        var mean = new SumOfValues<T> { X = x, Weights = frame.Weights, TotalWeight = frame.TotalWeight };
        PieceSums.OverRows(frame, ref mean, buffers.Mean);
        var variance = new SumOfSquares<T> { X = x, Mean = buffers.Mean, Deviations = normalized, Weights = frame.Weights, TotalWeight = frame.TotalWeight };
        PieceSums.OverRows(frame, ref variance, buffers.Variance);

        Elementwise.Map(default(InverseDeviation), buffers.Variance, buffers.Inverse);
        for (int row = 0; row < z.Rows; row++)
        {
            Elementwise.Zip(default(Product), normalized.Row(row), buffers.Inverse, normalized.Row(row));
            Affine(normalized.Row(row), gamma, bias, z.Row(row));
        }
    }

    /// <summary>Normalizes by running statistics.</summary>
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
    /// δ ← γ/√(variance + ε) ⊙ (δ − w/n · (∂C/∂b + x̂ ⊙ ∂C/∂γ)); where running statistics were used, δ ← γ/√(variance + ε) ⊙ δ.
    /// </summary>
    public static void Backward<T>(
        in Frame<T> frame, MatrixView<T> delta, ParameterSlice gamma, ParameterSlice biases, bool usesBatch, NormalizationBuffers<T> buffers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MatrixView<T> normalized = buffers.Normalized;
        Span<T> scratch = buffers.Scratch, sum = buffers.Sum, along = buffers.SumAlong;
        if (usesBatch || frame.Wants(gamma))
        {
            var ofGamma = new SumOfProducts<T> { X = normalized, Delta = delta, Scratch = scratch };
            TakeGradient(frame, PieceSums.OverRows(frame, ref ofGamma, along), gamma);
            var ofBias = new SumOfDeltas<T> { Delta = delta };
            TakeGradient(frame, PieceSums.OverRows(frame, ref ofBias, sum), biases);
        }

        Elementwise.Zip(default(Product), gamma.Of(frame.Parameters), buffers.Inverse, buffers.Factor);
        for (int row = 0; row < delta.Rows; row++)
        {
            if (usesBatch)
            {
                Elementwise.Zip(default(Product), normalized.Row(row), along, scratch);
                Elementwise.Zip(default(Plus), scratch, sum, scratch);
                Elementwise.Zip(new PlusScaled(-Weight(frame.Weights, row) / frame.TotalWeight), delta.Row(row), scratch, delta.Row(row));
            }

            Elementwise.Zip(default(Product), delta.Row(row), buffers.Factor, delta.Row(row));
        }
    }

    // The gradient receives the sums of this process's subtrees; the totals are only for δ.
    private static void TakeGradient<T>(in Frame<T> frame, TreeSum<T> sums, ParameterSlice slice)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; frame.Wants(slice) && i < sums.Count; i++)
            sums.Of(i).CopyTo(slice.Of(frame.GradientOf(i)));
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

    private ref struct SumOfValues<T> : IRowSum<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public required ReadOnlyMatrixView<T> X;
        public required ReadOnlySpan<T> Weights;
        public required double TotalWeight;

        public readonly void Add(int row, Span<T> sum)
            => Elementwise.Zip(new PlusScaled(Weight(this.Weights, row) / this.TotalWeight), sum, this.X.Row(row), sum);
    }

    private ref struct SumOfSquares<T> : IRowSum<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public required ReadOnlyMatrixView<T> X;
        public required ReadOnlySpan<T> Mean;
        public required MatrixView<T> Deviations;
        public required ReadOnlySpan<T> Weights;
        public required double TotalWeight;

        public readonly void Add(int row, Span<T> sum)
        {
            Elementwise.Zip(default(Difference), this.X.Row(row), this.Mean, this.Deviations.Row(row));
            Elementwise.Zip(new PlusScaledSquare(Weight(this.Weights, row) / this.TotalWeight), sum, this.Deviations.Row(row), sum);
        }
    }

    private ref struct SumOfProducts<T> : IRowSum<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public required ReadOnlyMatrixView<T> X;
        public required ReadOnlyMatrixView<T> Delta;
        public required Span<T> Scratch;

        public readonly void Add(int row, Span<T> sum)
        {
            Elementwise.Zip(default(Product), this.Delta.Row(row), this.X.Row(row), this.Scratch);
            Elementwise.Zip(default(Plus), sum, this.Scratch, sum);
        }
    }

    private ref struct SumOfDeltas<T> : IRowSum<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public required ReadOnlyMatrixView<T> Delta;

        public readonly void Add(int row, Span<T> sum) => Elementwise.Zip(default(Plus), sum, this.Delta.Row(row), sum);
    }

    private readonly struct InverseDeviation : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Invoke<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes>
            => 1 / TLanes.Sqrt(x + Normalize.Epsilon);
    }
}
