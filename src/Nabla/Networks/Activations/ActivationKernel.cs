using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>An activation compiled for a number type: one virtual call per layer and batch, none per element.</summary>
public abstract class ActivationKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected ActivationKernel()
    {
    }

    /// <summary>Whether f' is computed from a; otherwise z is stored for it.</summary>
    public abstract bool DerivativeFromOutput { get; }

    /// <summary>z = x·W + b, a = f(z); z may be an empty view.</summary>
    public abstract void Forward(
        ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> weights, ReadOnlySpan<T> bias, MatrixView<T> z, MatrixView<T> a, int threads);

    /// <summary>a = f(z); a may be z itself.</summary>
    public abstract void Activate(ReadOnlyMatrixView<T> z, MatrixView<T> a);

    /// <summary>result = (δ·Wᵀ) ⊙ f', with f' from <paramref name="stored"/> (a or z); W and δ are those of the next layer.</summary>
    public abstract void Backward(
        ReadOnlyMatrixView<T> delta, ReadOnlyMatrixView<T> weights, ReadOnlyMatrixView<T> stored, MatrixView<T> result, int threads);

    /// <summary>δ ← ∂C/∂a ⊙ f', for one row of the output layer; for softmax δ ← δ·∂a/∂z.</summary>
    public abstract void MultiplyByDerivative(ReadOnlySpan<T> stored, Span<T> delta);
}

/// <summary>The kernel of an elementwise activation.</summary>
internal sealed class ElementwiseActivationKernel<T, TKernel>(TKernel kernel) : ActivationKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TKernel : struct, IActivationKernel
{
    public override bool DerivativeFromOutput => TKernel.DerivativeFromOutput;

    public override void Forward(
        ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> weights, ReadOnlySpan<T> bias, MatrixView<T> z, MatrixView<T> a, int threads)
        => Products.Affine(x, weights, bias, new Value(kernel), z, a, threads);

    public override void Activate(ReadOnlyMatrixView<T> z, MatrixView<T> a) => Elementwise.Map(new Value(kernel), z.Data, a.Data);

    public override void Backward(
        ReadOnlyMatrixView<T> delta, ReadOnlyMatrixView<T> weights, ReadOnlyMatrixView<T> stored, MatrixView<T> result, int threads)
        => Products.TimesTransposed(delta, weights, new Derivative(kernel), stored, result, threads);

    public override void MultiplyByDerivative(ReadOnlySpan<T> stored, Span<T> delta)
        => Elementwise.Zip(new TimesDerivative(kernel), delta, stored, delta);

    private readonly struct Value(TKernel kernel) : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Invoke<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes>
            => kernel.Value(x);
    }

    private readonly struct Derivative(TKernel kernel) : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Invoke<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes>
            => kernel.Derivative(x);
    }

    private readonly struct TimesDerivative(TKernel kernel) : IZip
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Invoke<TLanes>(TLanes x, TLanes y)
            where TLanes : struct, ILanes<TLanes>
            => x * kernel.Derivative(y);
    }
}

/// <summary>The kernel of softmax, for the output layer: in training, its delta is computed with the cross-entropy.</summary>
internal sealed class SoftmaxActivationKernel<T> : ActivationKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override bool DerivativeFromOutput => true;

    public override void Forward(
        ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> weights, ReadOnlySpan<T> bias, MatrixView<T> z, MatrixView<T> a, int threads)
    {
        MatrixView<T> sums = z.Rows > 0 ? z : a;
        Products.Affine(x, weights, bias, sums, threads);
        if (z.Rows > 0)
            z.CopyTo(a);
        var rows = new SoftmaxRows { A = a };
        RowBlocks.Run(ref rows, a.Rows, a.Columns, threads);
    }

    public override void Activate(ReadOnlyMatrixView<T> z, MatrixView<T> a)
        => throw new InvalidOperationException("softmax is only for the output layer");

    public override void Backward(
        ReadOnlyMatrixView<T> delta, ReadOnlyMatrixView<T> weights, ReadOnlyMatrixView<T> stored, MatrixView<T> result, int threads)
        => throw new InvalidOperationException("softmax is only for the output layer");

    // δ ← a ⊙ (δ − a·δ): ∂aᵢ/∂zⱼ = aᵢ(1 − aⱼ) for i = j and −aᵢaⱼ otherwise.
    public override void MultiplyByDerivative(ReadOnlySpan<T> stored, Span<T> delta)
    {
        T along = T.CreateTruncating(Reductions.Dot<T>(stored, delta));
        for (int i = 0; i < delta.Length; i++)
            delta[i] = stored[i] * (delta[i] - along);
    }

    private ref struct SoftmaxRows : IRowsBody
    {
        public MatrixView<T> A;

        public readonly void Run(int start, int end)
            => Reductions.Softmax(this.A.RowRange(start, end - start), this.A.RowRange(start, end - start), []);
    }
}
