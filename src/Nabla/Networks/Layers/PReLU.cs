using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>y = x for x > 0, slope·x otherwise, with a learned slope for each unit.</summary>
/// <remarks>He, Zhang, Ren and Sun, <i>Delving Deep into Rectifiers</i>, ICCV 2015. As there, weight decay does not apply to the slopes.</remarks>
/// <param name="Slope">The initial slopes; .25 by default.</param>
public sealed record PReLU(double Slope = 0.25) : LayerSpec
{
    /// <summary>The initial value of the slopes.</summary>
    public double Slope { get; } = double.IsFinite(Slope)
        ? Slope
        : throw new ArgumentOutOfRangeException(nameof(Slope), FormattableString.Invariant($"a slope of {Slope}, expected a finite number"));

    /// <inheritdoc/>
    public override int Outputs(int inputs) => inputs;

    /// <inheritdoc/>
    public override Layer<T> Compile<T>(LayerPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new PReLULayer<T>(this.Slope, plan);
    }
}

/// <summary>PReLU as the activation of a hidden layer: a dense layer followed by the layer <see cref="PReLU"/>.</summary>
/// <param name="Slope">The initial slopes; .25 by default.</param>
public sealed record ParametricReLU(double Slope = 0.25) : Activation
{
    /// <inheritdoc/>
    public override Notation Notation => new("prelu", this.Slope);

    /// <inheritdoc/>
    public override ActivationPlace Place => ActivationPlace.HiddenOnly;

    /// <inheritdoc/>
    public override Initializer DefaultInitializer => new HeUniform();

    /// <inheritdoc/>
    public override LayerSpec Layer => new PReLU(this.Slope);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Always: it is a layer.</exception>
    public override ActivationKernel<T> Compile<T>()
        => throw new ArgumentException("prelu has parameters, so it is a layer of its own: use identity and put the layer PReLU behind");
}

/// <summary>The compiled PReLU layer.</summary>
internal sealed class PReLULayer<T>(double start, LayerPlan plan) : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterSlice slopes = plan.Parameter("slopes", 1, plan.Inputs, new Constant(start), plan.FanIn, isWeight: false);
    private readonly RowBuffer scratch = plan.Vector(plan.Inputs);

    public override RowBuffer Output { get; } = plan.Rows(plan.Inputs);

    public override bool IsTrained(in Frame<T> frame) => frame.Trains(this.slopes);

    public override void Forward(in Frame<T> frame, ReadOnlyMatrixView<T> x)
    {
        ReadOnlySpan<T> s = this.slopes.Of(frame.Parameters);
        MatrixView<T> y = frame.Of(this.Output);
        for (int row = 0; row < x.Rows; row++)
            Elementwise.Zip(default(Value), x.Row(row), s, y.Row(row));
    }

    public override void Backward(in Frame<T> frame, ReadOnlyMatrixView<T> x, MatrixView<T> delta, in Below<T> below)
    {
        Span<T> factor = frame.VectorOf(this.scratch);
        if (frame.Wants(this.slopes))
        {
            // ∂C/∂slope = Σ δ ⊙ min(x, 0)
            Span<T> gradient = this.slopes.Of(frame.Gradient);
            gradient.Clear();
            for (int row = 0; row < x.Rows; row++)
            {
                Elementwise.Zip(default(Negative), x.Row(row), delta.Row(row), factor);
                Elementwise.Zip(default(Plus), gradient, factor, gradient);
            }
        }

        if (!below.IsWanted)
            return;
        ReadOnlySpan<T> s = this.slopes.Of(frame.Parameters);
        for (int row = 0; row < x.Rows; row++)
        {
            Elementwise.Zip(default(Derivative), x.Row(row), s, factor);
            Elementwise.Zip(default(Product), delta.Row(row), factor, delta.Row(row));
        }

        below.Take(delta);
    }

    public override void ExampleGradient(in Frame<T> frame, ReadOnlySpan<T> x, ReadOnlySpan<T> delta, T factor, Span<T> gradient)
    {
        Span<T> target = this.slopes.Of(gradient);
        Elementwise.Zip(default(Negative), x, delta, target);
        Elementwise.Map(new Times(double.CreateTruncating(factor)), target, target);
    }

    internal override bool WriteZ(in Frame<T> frame, ReadOnlyMatrixView<T> x, MatrixView<T> z)
    {
        x.CopyTo(z);
        return true;
    }

    // (x, slope) → y
    private readonly struct Value : IZip
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Invoke<TLanes>(TLanes x, TLanes y)
            where TLanes : struct, ILanes<TLanes>
            => TLanes.Select(x > 0, x, y * x);
    }

    // (x, slope) → ∂y/∂x
    private readonly struct Derivative : IZip
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Invoke<TLanes>(TLanes x, TLanes y)
            where TLanes : struct, ILanes<TLanes>
            => TLanes.Select(x > 0, 1, y);
    }

    // (x, δ) → δ·∂y/∂slope
    private readonly struct Negative : IZip
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Invoke<TLanes>(TLanes x, TLanes y)
            where TLanes : struct, ILanes<TLanes>
            => TLanes.Select(x > 0, 0, y * x);
    }
}
