using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>
/// y = x/√n for n inputs. Before a dense layer with initial weights from N(0, 1), it gives the NTK parametrization,
/// z = x·W/√n + b, in which one learning rate suits layers of any width.
/// </summary>
/// <remarks>Jacot, Gabriel and Hongler, <i>Neural Tangent Kernel</i>, NeurIPS 2018. It has no parameters.</remarks>
public sealed record FanInScale : LayerSpec
{
    /// <inheritdoc/>
    public override int Outputs(int inputs) => inputs;

    /// <inheritdoc/>
    public override Layer<T> Compile<T>(LayerPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new FanInScaleLayer<T>(plan);
    }
}

/// <summary>The compiled scale by the number of inputs.</summary>
internal sealed class FanInScaleLayer<T>(LayerPlan plan) : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Times factor = new(1 / Math.Sqrt(plan.Inputs));

    public override RowBuffer Output { get; } = plan.Rows(plan.Inputs);

    internal override bool WorksInPlace => true;

    public override void Forward(in Frame<T> frame, ReadOnlyMatrixView<T> x) => Elementwise.Map(this.factor, x.Data, frame.Of(this.Output).Data);

    public override void Backward(in Frame<T> frame, ReadOnlyMatrixView<T> x, MatrixView<T> delta, in Below<T> below)
    {
        if (!below.IsWanted)
            return;
        Elementwise.Map(this.factor, delta.Data, delta.Data);
        below.Take(delta);
    }
}
