using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>
/// Backpropagation: forward through the layers, then backwards (Rumelhart, Hinton and Williams, 1986). Its four equations, numbered as
/// in Nielsen, <i>Neural Networks and Deep Learning</i>, chapter 2, are documented where they are computed: BP1 in the loss
/// (<see cref="LossKernel{T}"/>), BP2 to BP4 in <see cref="DenseLayer{T}"/>; the walk from layer to layer in <see cref="LayerStack{T}"/>.
/// </summary>
internal static class Backpropagation
{
    /// <summary>
    /// Computes the cost of each piece of a batch, Σ weight · cost, unscaled and without penalties, in <see cref="Workspace{T}.PieceCosts"/>; and the
    /// gradient of the sum over each subtree of the pieces, times <paramref name="scale"/>.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="parameters">The point at which to compute cost and gradient.</param>
    /// <param name="batch">The examples of the pieces.</param>
    /// <param name="pieces">The pieces of the batch.</param>
    /// <param name="pass">The pass: training or evaluation.</param>
    /// <param name="totalWeight">The weight of the whole batch.</param>
    /// <param name="scale">1/n for a mean over n examples, 1 for a sum.</param>
    /// <param name="gradient">[subtrees × parameters] Written: ∂C/∂θ for every parameter that is not frozen; empty if not needed.</param>
    /// <param name="workspace">The buffers; they contain the outputs afterwards.</param>
    public static void CostAndGradient<T>(
        Network<T> network, ReadOnlySpan<T> parameters, Batch<T> batch, BatchPieces pieces, Pass pass, double totalWeight, double scale, Span<T> gradient,
        Workspace<T> workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Frame<T> frame = FrameOf(network, parameters, batch, pass, workspace) with { Gradient = gradient, Pieces = pieces, TotalWeight = totalWeight };
        new BatchPass<T>(network, frame, batch, scale).Run(default(NoRowSteps));
    }

    /// <summary>∂a(output)/∂x of each example, in an evaluation.</summary>
    /// <param name="network">The network.</param>
    /// <param name="x">[examples × inputs], at most as many as the workspace has rows.</param>
    /// <param name="output">The index of the output.</param>
    /// <param name="outputs">[examples × outputs] Written: the outputs.</param>
    /// <param name="gradient">[examples × inputs] Written: the derivatives.</param>
    /// <param name="workspace">Buffers.</param>
    public static void InputGradient<T>(
        Network<T> network, ReadOnlyMatrixView<T> x, int output, MatrixView<T> outputs, MatrixView<T> gradient, Workspace<T> workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Frame<T> frame = FrameOf(network, network.Parameters, new Batch<T>(x, default), default, workspace);
        network.Stack.Forward(frame, x, network.Stack.Layers.Length).CopyTo(outputs);
        DeltaOfOutput(network, frame, output);
        network.Stack.Backward(frame, x, gradient);
    }

    /// <summary>Computes the outputs of an evaluation [examples × outputs] in the workspace, with the values that <see cref="Jacobian"/> needs.</summary>
    public static MatrixView<T> Outputs<T>(Network<T> network, ReadOnlySpan<T> parameters, ReadOnlyMatrixView<T> x, Workspace<T> workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Frame<T> frame = FrameOf(network, parameters, new Batch<T>(x, default), default, workspace);
        network.Stack.Forward(frame, x, network.Stack.Layers.Length);
        return frame.Of(network.Output.Output);
    }

    /// <summary>∂a(output)/∂θ of each example, after <see cref="Outputs"/> of the same examples.</summary>
    public static void Jacobian<T>(
        Network<T> network, ReadOnlySpan<T> parameters, ReadOnlyMatrixView<T> x, int output, JacobianRows<T> jacobian, Workspace<T> workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Frame<T> frame = FrameOf(network, parameters, new Batch<T>(x, default), default, workspace) with { Jacobian = jacobian };
        DeltaOfOutput(network, frame, output);
        network.Stack.Backward(frame, x, default);
    }

    /// <summary>Updates the running statistics by those of the last training pass.</summary>
    public static void Commit<T>(Network<T> network, int rows, Pass pass, Workspace<T> workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var frame = new Frame<T>
        {
            Parameters = network.Parameters,
            Statistics = network.Statistics,
            Pass = pass,
            Rows = 0,
            Workspace = workspace,
            Pieces = new(new PieceTree(rows, workspace.PieceRows)),
        };
        foreach (Layer<T> layer in network.Stack.Layers)
            layer.Commit(frame);
    }

    /// <summary>Creates the frame of a pass.</summary>
    public static Frame<T> FrameOf<T>(Network<T> network, ReadOnlySpan<T> parameters, Batch<T> batch, Pass pass, Workspace<T> workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => new()
        {
            Parameters = parameters,
            Statistics = network.Statistics,
            Pass = pass,
            Rows = batch.X.Rows,
            Weights = batch.Weights,
            Workspace = workspace,
        };

    // δ(last) for the derivative of one output: its f' for each example.
    private static void DeltaOfOutput<T>(Network<T> network, in Frame<T> frame, int output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MatrixView<T> delta = network.Stack.LastDelta(frame), stored = frame.Of(network.Output.Stored);
        delta.Data.Clear();
        for (int row = 0; row < delta.Rows; row++)
        {
            delta[row, output] = T.One;
            network.Output.Ends.MultiplyByDerivative(stored.Row(row), delta.Row(row));
        }
    }
}
