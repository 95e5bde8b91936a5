using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>The two formulas of a loss that is a sum over outputs, written once for every vector width.</summary>
public interface ILossKernel
{
    /// <summary>The cost C of an output a whose target is y.</summary>
    TLanes Value<TLanes>(TLanes a, TLanes y)
        where TLanes : struct, ILanes<TLanes>;

    /// <summary>∂C/∂a.</summary>
    TLanes Derivative<TLanes>(TLanes a, TLanes y)
        where TLanes : struct, ILanes<TLanes>;
}

/// <summary>A loss that is a sum over outputs of a function of output and target.</summary>
/// <typeparam name="TKernel">The formulas.</typeparam>
public abstract record ElementwiseLoss<TKernel> : Loss
    where TKernel : struct, ILossKernel
{
    /// <summary>The formulas with their parameters.</summary>
    protected abstract TKernel Kernel { get; }

    /// <summary>Whether the sum is divided by the number of outputs; false by default.</summary>
    protected virtual bool IsMean => false;

    /// <inheritdoc/>
    public override string? Refuses(Activation output) => output switch
    {
        Softmax => $"softmax outputs are probabilities of classes and go with cross-entropy, not with {this}",
        _ => null,
    };

    /// <inheritdoc/>
    internal sealed override LossKernel<T> Compile<T>(Activation output)
        => new ElementwiseLossKernel<T, TKernel>(this.Kernel, output.Compile<T>(), this.IsMean);
}

/// <summary>δ = ∂C/∂a ⊙ f'(z) for an elementwise loss and activation.</summary>
internal sealed class ElementwiseLossKernel<T, TKernel>(TKernel kernel, ActivationKernel<T> output, bool isMean) : LossKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TKernel : struct, ILossKernel
{
    public override bool FromZ => false;

    public override bool HasOutputCosts => true;

    public override void Delta(in OutputBatch<T> batch)
    {
        Span<T> delta = batch.Delta.Data;
        Elementwise.Zip(new Value(kernel), batch.A.Data, batch.Targets.Data, batch.OutputCosts);
        Elementwise.Zip(new Derivative(kernel), batch.A.Data, batch.Targets.Data, delta);
        output.MultiplyByDerivative(output.DerivativeFromOutput ? batch.A.Data : batch.Z.Data, delta);
        Scale(batch with { Scale = batch.Scale / this.Divisor(batch) });
    }

    public override double Cost(in OutputBatch<T> piece)
        => (piece.Weights.IsEmpty ? Reductions.Sum<T>(piece.OutputCosts) : WeightedCost(piece)) / this.Divisor(piece);

    private int Divisor(in OutputBatch<T> batch) => isMean ? batch.A.Columns : 1;

    private static double WeightedCost(in OutputBatch<T> batch)
    {
        int outputs = batch.A.Columns;
        for (int row = 0; row < batch.A.Rows; row++)
            batch.Costs[row] = double.CreateTruncating(batch.Weights[row]) * Reductions.Sum<T>(batch.OutputCosts.Slice(row * outputs, outputs));
        return Reductions.Sum<double>(batch.Costs);
    }

    private readonly struct Value(TKernel kernel) : IZip
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Invoke<TLanes>(TLanes x, TLanes y)
            where TLanes : struct, ILanes<TLanes>
            => kernel.Value(x, y);
    }

    private readonly struct Derivative(TKernel kernel) : IZip
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Invoke<TLanes>(TLanes x, TLanes y)
            where TLanes : struct, ILanes<TLanes>
            => kernel.Derivative(x, y);
    }
}
