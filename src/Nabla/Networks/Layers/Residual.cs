using System.Numerics;
using System.Text.Json.Serialization;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>A branch of layers whose outputs are added to its inputs: y = x + branch(x).</summary>
/// <remarks>He, Zhang, Ren and Sun, <i>Deep Residual Learning for Image Recognition</i>, CVPR 2016.</remarks>
public sealed record Residual : LayerSpec
{
    /// <summary>Creates a residual block.</summary>
    /// <param name="branch">The layers of the branch, at least one; it has as many outputs as inputs.</param>
    public Residual(params ValueList<LayerSpec> branch)
    {
        ArgumentNullException.ThrowIfNull(branch);
        if (branch.Count == 0)
            throw new ArgumentException("a residual block without layers, expected at least one", nameof(branch));
        this.Branch = branch;
    }

    /// <summary>The layers of the branch.</summary>
    [JsonConverter(typeof(ValueListJsonConverter<LayerSpec>))]
    public ValueList<LayerSpec> Branch { get; }

    /// <inheritdoc/>
    internal override IEnumerable<LayerSpec> Flattened => this.Branch.SelectMany(layer => layer.Flattened);

    /// <inheritdoc/>
    public override int Outputs(int inputs)
    {
        int outputs = this.Branch.Aggregate(inputs, (width, layer) => layer.Outputs(width));
        return outputs == inputs
            ? outputs
            : throw new ArgumentException(FormattableString.Invariant($"a residual block adds its branch to its inputs, and a branch of {outputs} outputs does not fit {inputs} inputs: give them the same width"));
    }

    /// <inheritdoc/>
    public override Layer<T> Compile<T>(LayerPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new ResidualLayer<T>(this, plan);
    }

    /// <inheritdoc/>
    internal override LayerSpec? ForPrediction()
    {
        LayerSpec[] branch = [.. Folding.Fold(this.Branch).Select(layer => layer.Spec)];
        return branch.Length == 0 ? this : new Residual([.. branch]);
    }
}

/// <summary>The compiled residual block.</summary>
internal sealed class ResidualLayer<T> : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly RowBuffer inputGradient;

    public ResidualLayer(Residual spec, LayerPlan plan)
    {
        int width = plan.Inputs;
        this.Spec = spec;
        this.Branch = LayerStack<T>.Compile(spec.Branch, plan);
        this.Output = plan.Rows(width);
        this.inputGradient = plan.Rows(width, onlyKept: true);
    }

    /// <summary>The description.</summary>
    public Residual Spec { get; }

    /// <summary>The branch.</summary>
    public LayerStack<T> Branch { get; }

    public override RowBuffer Output { get; }

    public override bool HasExampleGradient => this.Branch.HasExampleGradient;

    internal override bool AddsSubtrees => true;

    public override bool IsTrained(in Frame<T> frame) => this.Branch.IsTrained(frame);

    public override void Forward(in Frame<T> frame, ReadOnlyMatrixView<T> x)
    {
        ReadOnlyMatrixView<T> branch = this.Branch.Forward(frame, x, this.Branch.Layers.Length);
        Elementwise.Zip(default(Plus), x.Data, branch.Data, frame.Of(this.Output).Data);
    }

    // ∂C/∂x = δ + ∂C/∂x of the branch; δ must not be overwritten by the backward pass of the branch.
    public override void Backward(in Frame<T> frame, ReadOnlyMatrixView<T> x, MatrixView<T> delta, in Below<T> below)
    {
        MatrixView<T> sum = below.IsWanted ? frame.Of(this.inputGradient) : default;
        this.Branch.BackwardFromOutput(frame, x, delta, sum);
        if (!below.IsWanted)
            return;
        Elementwise.Zip(default(Plus), delta.Data, sum.Data, sum.Data);
        below.Take(sum);
    }

    public override void Commit(in Frame<T> frame)
    {
        foreach (Layer<T> layer in this.Branch.Layers)
            layer.Commit(frame);
    }
}
