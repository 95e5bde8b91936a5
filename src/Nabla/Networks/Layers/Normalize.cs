using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>The normalization of a layer's weighted inputs before its activation.</summary>
public enum Normalization
{
    /// <summary>No normalization.</summary>
    None,

    /// <summary>Batch normalization: each output over the examples of the batch (Ioffe and Szegedy, 2015); in predictions, with running statistics.</summary>
    Batch,

    /// <summary>Layer normalization: over the outputs of each example (Ba, Kiros and Hinton, 2016).</summary>
    Layer,
}

/// <summary>
/// Normalization, usually of a dense layer without bias and activation: a = f(γ ⊙ norm(x) + b).
/// </summary>
/// <param name="Kind">Over the batch, or over the outputs of each example.</param>
public sealed record Normalize(Normalization Kind) : LayerSpec
{
    /// <summary>ε, added to a variance before its square root is taken.</summary>
    public const double Epsilon = 1e-5;

    /// <summary>Over the batch, or over the outputs of each example.</summary>
    public Normalization Kind { get; } = Kind is Normalization.Batch or Normalization.Layer
        ? Kind
        : throw new ArgumentException($"a normalization of kind {Kind}, expected batch or layer");

    /// <summary>f; ReLU by default.</summary>
    public Activation Activation { get; init; } = new ReLU();

    /// <summary>Whether there is a b; true by default.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>The initializer of b; zeros by default.</summary>
    public Initializer BiasInitializer { get; init; } = new Constant(0);

    /// <inheritdoc/>
    internal override string? Randomness => this.Kind == Normalization.Batch ? "batch normalization" : null;

    /// <inheritdoc/>
    public override int Outputs(int inputs) => inputs;

    /// <inheritdoc/>
    public override Layer<T> Compile<T>(LayerPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new NormalizeLayer<T>(this, plan);
    }

    /// <inheritdoc/>
    internal override LayerSpec? FoldedInto(LayerSpec before)
        => this.Kind == Normalization.Batch && before is Dense { Activation: Identity } dense
            ? dense with { Activation = this.Activation, Bias = true, WeightInitializer = dense.WeightInitializer ?? dense.Activation.DefaultInitializer }
            : null;
}

/// <summary>The compiled normalization.</summary>
internal sealed class NormalizeLayer<T> : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Normalization kind;
    private readonly ActivationKernel<T> kernel;
    private readonly ParameterSlice gamma;
    private readonly ParameterSlice biases;
    private readonly ParameterSlice runningMean;
    private readonly ParameterSlice runningVariance;
    private readonly RowBuffer z;
    private readonly RowBuffer a;
    private readonly NormalizationPlaces places;

    public NormalizeLayer(Normalize spec, LayerPlan plan)
    {
        int width = plan.Inputs;
        this.kind = spec.Kind;
        this.kernel = spec.Activation.Compile<T>();
        this.gamma = plan.Parameter("scale", 1, width, new Constant(1), width, isWeight: false);
        if (spec.Bias)
            this.biases = plan.Parameter("biases", 1, width, spec.BiasInitializer, plan.FanIn, isWeight: false);
        if (spec.Kind == Normalization.Batch)
        {
            this.runningMean = plan.Statistic("runningMean", width, 0);
            this.runningVariance = plan.Statistic("runningVariance", width, 1);
        }

        this.a = plan.Rows(width);
        if (!this.kernel.DerivativeFromOutput)
            this.z = plan.Rows(width, onlyKept: true);
        this.places = new NormalizationPlaces(plan);
    }

    public override RowBuffer Output => this.a;

    public override ActivationKernel<T> Ends => this.kernel;

    public override RowBuffer Stored => this.kernel.DerivativeFromOutput ? this.a : this.z;

    public override bool HasExampleGradient => false;

    internal override bool WorksInPlace => true;

    internal override bool AddsSubtrees => this.kind == Normalization.Batch;

    public override bool IsTrained(in Frame<T> frame) => frame.Trains(this.gamma);

    public override void Forward(in Frame<T> frame, ReadOnlyMatrixView<T> x)
    {
        MatrixView<T> outputs = frame.Of(this.a), kept = frame.Of(this.z), sums = kept.Rows > 0 ? kept : outputs;
        this.WriteZ(frame, x, sums);
        this.kernel.Activate(sums, outputs);
    }

    public override void Backward(in Frame<T> frame, ReadOnlyMatrixView<T> x, MatrixView<T> delta, in Below<T> below)
    {
        NormalizationBuffers<T> buffers = this.places.Of(frame);
        ReadOnlySpan<T> g = this.gamma.Of(frame.Parameters);
        if (this.kind == Normalization.Batch)
        {
            BatchNormalization.Backward(frame, delta, this.gamma, this.biases, this.UsesBatch(frame), buffers);
        }
        else
        {
            // b is added after the normalization, so its gradient is computed before the backward pass of that.
            if (frame.Wants(this.biases))
                Reductions.ColumnSums<T>(delta, this.biases.Of(frame.Gradient));
            LayerNormalization.Backward(delta, g, frame.Wants(this.gamma) ? this.gamma.Of(frame.Gradient) : buffers.Unwanted, buffers);
        }

        if (below.IsWanted)
            below.Take(delta);
    }

    public override void Commit(in Frame<T> frame)
    {
        if (this.kind == Normalization.Batch && this.UsesBatch(frame))
            BatchNormalization.Commit(this.runningMean.Of(frame.Statistics), this.runningVariance.Of(frame.Statistics), frame.Pieces.Tree.Rows, this.places.Of(frame));
    }

    internal override bool WriteZ(in Frame<T> frame, ReadOnlyMatrixView<T> x, MatrixView<T> z)
    {
        NormalizationBuffers<T> buffers = this.places.Of(frame);
        ReadOnlySpan<T> g = this.gamma.Of(frame.Parameters), b = this.biases.Of(frame.Parameters);
        if (this.kind == Normalization.Layer)
            LayerNormalization.Forward(x, g, b, z, buffers);
        else if (this.UsesBatch(frame))
            BatchNormalization.Forward(frame, x, g, b, z, buffers);
        else
            BatchNormalization.Forward<T>(x, this.runningMean.Of(frame.Statistics), this.runningVariance.Of(frame.Statistics), g, b, z, buffers);
        return true;
    }

    // γ ⊙ (x·W + c − mean)/σ + b with the running σ = √(variance + ε) is x·W′ + b′ with W′ = W·diag(γ/σ) and b′ = b + (c − mean) ⊙ γ/σ.
    internal override void FoldInto(MatrixView<T> weights, Span<T> biases, ReadOnlySpan<T> parameters, ReadOnlySpan<T> statistics)
    {
        ReadOnlySpan<T> g = this.gamma.Of(parameters), b = this.biases.Of(parameters);
        ReadOnlySpan<T> mean = this.runningMean.Of(statistics), variance = this.runningVariance.Of(statistics);
        for (int j = 0; j < weights.Columns; j++)
        {
            double factor = double.CreateTruncating(g[j]) / Math.Sqrt(double.CreateTruncating(variance[j]) + Normalize.Epsilon);
            for (int i = 0; i < weights.Rows; i++)
                weights[i, j] = T.CreateTruncating(factor * double.CreateTruncating(weights[i, j]));
            double shift = factor * (double.CreateTruncating(biases[j]) - double.CreateTruncating(mean[j]));
            biases[j] = T.CreateTruncating(b.IsEmpty ? shift : double.CreateTruncating(b[j]) + shift);
        }
    }

    // A frozen layer also keeps its statistics.
    private bool UsesBatch(in Frame<T> frame) => frame.Pass.IsTraining && frame.Trains(this.gamma);
}
