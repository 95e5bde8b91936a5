using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>The description of a dense layer: a = f(x·W + b).</summary>
/// <param name="Units">The number of outputs, at least 1.</param>
public sealed record Dense(int Units) : LayerSpec
{
    /// <summary>The number of outputs, at least 1.</summary>
    public int Units { get; init; } = Units >= 1
        ? Units
        : throw new ArgumentOutOfRangeException(nameof(Units), FormattableString.Invariant($"a layer of {Units} units, expected 1 or more"));

    /// <summary>f; ReLU by default.</summary>
    public Activation Activation { get; init; } = new ReLU();

    /// <summary>Whether there is a b; true by default.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>The initializer of W; null, the default, for the activation's.</summary>
    public Initializer? WeightInitializer { get; init; }

    /// <summary>The initializer of b; zeros by default.</summary>
    public Initializer BiasInitializer { get; init; } = new Constant(0);

    /// <inheritdoc/>
    public override int Outputs(int inputs) => this.Units;

    /// <inheritdoc/>
    public override Layer<T> Compile<T>(LayerPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        plan.NextNumber();
        return new DenseLayer<T>(this, plan);
    }
}

/// <summary>The compiled dense layer.</summary>
internal sealed class DenseLayer<T> : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ActivationKernel<T> kernel;
    private readonly ParameterSlice weights;
    private readonly ParameterSlice biases;
    private readonly RowBuffer z;
    private readonly RowBuffer a;

    public DenseLayer(Dense spec, LayerPlan plan)
    {
        int inputs = plan.Inputs, outputs = spec.Units;
        this.kernel = spec.Activation.Compile<T>();
        this.weights = plan.Parameter("weights", inputs, outputs, spec.WeightInitializer ?? spec.Activation.DefaultInitializer, inputs, isWeight: true);
        if (spec.Bias)
            this.biases = plan.Parameter("biases", 1, outputs, spec.BiasInitializer, inputs, isWeight: false);
        this.a = plan.Rows(outputs);
        if (!this.kernel.DerivativeFromOutput || plan.KeepsZ)
            this.z = plan.Rows(outputs, onlyKept: true);
    }

    public override RowBuffer Output => this.a;

    public override ActivationKernel<T> Ends => this.kernel;

    public override RowBuffer Stored => this.kernel.DerivativeFromOutput ? this.a : this.z;

    internal override bool AddsPieces => true;

    internal override bool CanShare => true;

    public override bool IsTrained(in Frame<T> frame) => frame.Trains(this.weights);

    public override void Forward(in Frame<T> frame, ReadOnlyMatrixView<T> x) => this.Forward(frame, x, frame.Of(this.a));

    /// <summary>The forward pass into another output buffer.</summary>
    public void Forward(in Frame<T> frame, ReadOnlyMatrixView<T> x, MatrixView<T> outputs)
        => this.kernel.Forward(x, this.W(frame), this.B(frame), frame.Of(this.z), outputs, frame.Threads);

    /// <summary>Only z = x·W + b, for a loss that works on z.</summary>
    public MatrixView<T> ForwardToZ(in Frame<T> frame, ReadOnlyMatrixView<T> x)
    {
        MatrixView<T> sums = frame.Of(this.z);
        Products.Affine(x, this.W(frame), this.B(frame), sums, frame.Threads);
        return sums;
    }

    /// <inheritdoc/>
    public override void Backward(in Frame<T> frame, ReadOnlyMatrixView<T> x, MatrixView<T> delta, in Below<T> below)
    {
        // BP3: ∂C/∂b = Σ δ over examples, and BP4: ∂C/∂W = xᵀ·δ, in one pass over δ
        if (frame.Wants(this.weights))
            Products.TransposedTimes(x, delta, this.weights.MatrixOf(frame.Gradient), this.biases.Of(frame.Gradient), frame.Workspace.PieceRows, frame.Share, frame.Threads);

        // BP2: δ(l−1) = (δ(l)·W(l)ᵀ) ⊙ f'(z(l−1))
        if (below.IsWanted)
            below.Take(delta, this.W(frame), frame.Threads);
    }

    public override void ExampleGradient(in Frame<T> frame, ReadOnlySpan<T> x, ReadOnlySpan<T> delta, T factor, Span<T> gradient)
    {
        MatrixView<T> w = this.weights.MatrixOf(gradient);
        for (int i = 0; i < x.Length; i++)
            Elementwise.Map(new Times(double.CreateTruncating(factor * x[i])), delta, w.Row(i));
        if (this.biases.Length > 0)
            Elementwise.Map(new Times(double.CreateTruncating(factor)), delta, this.biases.Of(gradient));
    }

    internal override bool WriteZ(in Frame<T> frame, ReadOnlyMatrixView<T> x, MatrixView<T> z)
    {
        Products.Affine(x, this.W(frame), this.B(frame), z, frame.Threads);
        return true;
    }

    private ReadOnlyMatrixView<T> W(in Frame<T> frame) => this.weights.MatrixOf(frame.Parameters);

    private ReadOnlySpan<T> B(in Frame<T> frame) => this.biases.Of(frame.Parameters);
}
