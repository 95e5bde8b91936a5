using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>Examples with their targets, as one batch.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly ref struct Batch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A batch of examples.</summary>
    /// <param name="x">[examples × inputs]</param>
    /// <param name="targets">[examples × outputs], rows without gaps between them.</param>
    /// <param name="weights">The weight of each example; empty, the default, for 1 each.</param>
    public Batch(ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> targets, ReadOnlySpan<T> weights = default)
    {
        this.X = x;
        this.Targets = targets;
        this.Weights = weights;
    }

    /// <summary>[examples × inputs]</summary>
    public ReadOnlyMatrixView<T> X { get; }

    /// <summary>[examples × outputs]</summary>
    public ReadOnlyMatrixView<T> Targets { get; }

    /// <summary>The weight of each example, or empty.</summary>
    public ReadOnlySpan<T> Weights { get; }

    /// <summary>n: the total weight of the examples.</summary>
    public double TotalWeight => this.Weights.IsEmpty ? this.X.Rows : Reductions.Sum(this.Weights);
}

/// <summary>
/// Backpropagation: the gradient of a network's cost by its four equations
/// (Rumelhart, Hinton and Williams, 1986; numbered as in Nielsen, <i>Neural Networks and Deep Learning</i>, chapter 2).
/// </summary>
internal static class Backpropagation
{
    /// <summary>Σ weight · cost over a batch, unscaled and without penalties, and the gradient of that times <paramref name="scale"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="parameters">The point at which cost and gradient are wanted.</param>
    /// <param name="batch">The examples.</param>
    /// <param name="pass">How they pass through.</param>
    /// <param name="scale">1/n for a mean over n examples, 1 for a sum.</param>
    /// <param name="gradient">Written: ∂C/∂θ for every parameter.</param>
    /// <param name="workspace">Buffers; holds the outputs afterwards.</param>
    public static double CostAndGradient<T>(
        Network<T> network, ReadOnlySpan<T> parameters, Batch<T> batch, Pass pass, double scale, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double cost = CostAndOutputDelta(network, parameters, batch, pass, scale, workspace); // BP1: δ(last) = ∂C/∂z
        int rows = batch.X.Rows;
        for (int l = network.Layers.Length - 1; ; l--)
        {
            Layer<T> layer = network.Layers[l];
            MatrixView<T> delta = workspace.Delta(l, rows);
            Span<T> biasGradient = layer.Biases is { } biases ? biases.Of(gradient) : [];
            if (layer.Scale is not null)
            {
                // b is added after the normalisation, so its gradient is taken before that is undone.
                if (!biasGradient.IsEmpty)
                    Reductions.ColumnSums<T>(delta, biasGradient);
                biasGradient = [];
                new Normalizing<T>(batch, pass).Backward(layer, parameters, gradient, delta, workspace.Normalization(l));
            }

            // BP3: ∂C/∂b = Σ δ over examples, and BP4: ∂C/∂W = aᵀ·δ, in one pass over δ
            ReadOnlyMatrixView<T> input = ForwardPass.KeptInput(l, batch, pass, workspace);
            Products.TransposedTimes(input, delta, layer.Weights.MatrixOf(gradient), biasGradient, workspace.Threads);
            if (l == 0)
                return cost;

            // BP2: δ(l−1) = (δ(l)·W(l)ᵀ) ⊙ f'(z(l−1)), times the factors of dropout
            LayerKernel<T> before = network.Layers[l - 1].Kernel;
            ReadOnlyMatrixView<T> stored = before.DerivativeFromOutput ? workspace.A(l - 1, rows) : workspace.Z(l - 1, rows);
            MatrixView<T> deltaBefore = workspace.Delta(l - 1, rows);
            before.Backward(delta, layer.W(parameters), stored, deltaBefore, workspace.Threads);
            if (pass.IsTraining && network.Layers[l - 1].Spec.Dropout > 0)
                Elementwise.Zip(default(Product), deltaBefore.Data, workspace.Factors(l, rows).Data, deltaBefore.Data);
        }
    }

    /// <summary>Σ weight · cost over a batch, unscaled and without penalties; the workspace holds the outputs and their delta.</summary>
    public static double CostAndOutputDelta<T>(
        Network<T> network, ReadOnlySpan<T> parameters, Batch<T> batch, Pass pass, double scale, Workspace<T> workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = batch.X.Rows, last = network.Layers.Length - 1;
        ForwardPass.RunKeeping(network, parameters, batch, pass, workspace);
        return network.LossKernel.CostAndDelta(new OutputBatch<T>
        {
            Z = workspace.Z(last, rows),
            A = workspace.A(last, rows),
            Targets = LabelSmoothing.Targets(network.Spec, batch, pass, workspace),
            Weights = batch.Weights,
            Delta = workspace.Delta(last, rows),
            Costs = workspace.Costs,
            Scale = scale,
            Threads = workspace.Threads,
        });
    }
}
