using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>An activation f mixed with the identity, y = (1 − α)·x + α·f(x), with a learned factor α for each unit, initialized with 1.</summary>
/// <remarks>The parametric activation of Holzmüller, Grinsztajn and Steinwart, <i>Better by Default</i>, NeurIPS 2024.</remarks>
/// <param name="Activation">f, an elementwise function.</param>
public sealed record Mixed(Activation Activation) : LayerSpec
{
    /// <summary>f.</summary>
    public Activation Activation { get; } = Activation is { Place: not ActivationPlace.OutputOnly, Layer: null }
        ? Activation
        : throw new ArgumentException($"{Activation} cannot be mixed with the identity, expected a function of single numbers without parameters, such as selu");

    /// <inheritdoc/>
    public override int Outputs(int inputs) => inputs;

    /// <inheritdoc/>
    public override Layer<T> Compile<T>(LayerPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new MixedLayer<T>(this.Activation.Compile<T>(), plan);
    }
}

/// <summary>The compiled mixed activation.</summary>
internal sealed class MixedLayer<T>(ActivationKernel<T> kernel, LayerPlan plan) : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterSlice mix = plan.Parameter("mix", 1, plan.Inputs, new Constant(1), plan.FanIn, isWeight: false);
    private readonly RowBuffer values = plan.Rows(plan.Inputs); // f(x)
    private readonly RowBuffer scratch = plan.Vector(plan.Inputs);

    public override RowBuffer Output { get; } = plan.Rows(plan.Inputs);

    internal override bool WorksInPlace => true;

    public override bool IsTrained(in Frame<T> frame) => frame.Trains(this.mix);

    public override void Forward(in Frame<T> frame, ReadOnlyMatrixView<T> x)
    {
        MatrixView<T> f = frame.Of(this.values), y = frame.Of(this.Output);
        kernel.Activate(x, f);
        ReadOnlySpan<T> alpha = this.mix.Of(frame.Parameters);
        for (int row = 0; row < x.Rows; row++)
        {
            Elementwise.Zip(default(Difference), f.Row(row), x.Row(row), y.Row(row));
            Elementwise.Zip(default(Product), y.Row(row), alpha, y.Row(row));
            Elementwise.Zip(default(Plus), x.Row(row), y.Row(row), y.Row(row));
        }
    }

    public override void Backward(in Frame<T> frame, ReadOnlyMatrixView<T> x, MatrixView<T> delta, in Below<T> below)
    {
        MatrixView<T> f = frame.Of(this.values);
        Span<T> factor = frame.VectorOf(this.scratch);
        if (frame.Wants(this.mix))
        {
            // ∂C/∂α = Σ δ ⊙ (f(x) − x)
            Span<T> gradient = this.mix.Of(frame.Gradient);
            gradient.Clear();
            for (int row = 0; row < x.Rows; row++)
            {
                Elementwise.Zip(default(Difference), f.Row(row), x.Row(row), factor);
                Elementwise.Zip(default(Product), delta.Row(row), factor, factor);
                Elementwise.Zip(default(Plus), gradient, factor, gradient);
            }
        }

        if (!below.IsWanted)
            return;

        // ∂C/∂x = δ ⊙ (1 + α·(f'(x) − 1))
        ReadOnlySpan<T> alpha = this.mix.Of(frame.Parameters);
        MatrixView<T> stored = kernel.DerivativeFromOutput ? f : default;
        for (int row = 0; row < x.Rows; row++)
        {
            factor.Fill(T.One);
            kernel.MultiplyByDerivative(kernel.DerivativeFromOutput ? stored.Row(row) : x.Row(row), factor);
            Elementwise.Zip(default(Slope), factor, alpha, factor);
            Elementwise.Zip(default(Product), delta.Row(row), factor, delta.Row(row));
        }

        below.Take(delta);
    }

    public override void ExampleGradient(in Frame<T> frame, ReadOnlySpan<T> x, ReadOnlySpan<T> delta, T factor, Span<T> gradient)
    {
        Span<T> target = this.mix.Of(gradient);
        kernel.Activate(new ReadOnlyMatrixView<T>(x, 1, x.Length), new MatrixView<T>(target, 1, x.Length));
        Elementwise.Zip(default(Difference), target, x, target);
        Elementwise.Zip(default(Product), delta, target, target);
        Elementwise.Map(new Times(double.CreateTruncating(factor)), target, target);
    }

    internal override bool WriteZ(in Frame<T> frame, ReadOnlyMatrixView<T> x, MatrixView<T> z)
    {
        x.CopyTo(z);
        return true;
    }

    // (f', α) → 1 + α·(f' − 1)
    private readonly struct Slope : IZip
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Invoke<TLanes>(TLanes x, TLanes y)
            where TLanes : struct, ILanes<TLanes>
            => 1 + (y * (x - 1));
    }
}
