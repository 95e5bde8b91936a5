using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>The work before and after the rows of a batch pass through the network.</summary>
internal interface IRowSteps
{
    /// <summary>Called before some of the rows pass.</summary>
    void Before(int first, int count, int threads);

    /// <summary>Called after some of the rows have passed.</summary>
    void After(int first, int count);
}

/// <summary>Does nothing.</summary>
internal readonly struct NoRowSteps : IRowSteps
{
    public void Before(int first, int count, int threads)
    {
    }

    public void After(int first, int count)
    {
    }
}

/// <summary>
/// The forward and backward pass of a batch. Either threads divide each product, or they share the pass: each thread takes some of the rows through
/// all layers to every layer's δ, and after a barrier a share of the derivatives of every layer. They then synchronize twice per step instead of
/// several times per layer. Both ways give the same bits: rows are independent, and a derivative is a sum over all rows in both.
/// </summary>
internal readonly ref struct BatchPass<T>(Network<T> network, Frame<T> frame, Batch<T> batch, double scale)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // With fewer multiply-adds per thread, the overhead exceeds the gain.
    private const long LeastWork = 400_000;

    // With fewer rows per thread, the products' tiles are not full.
    private const int LeastRows = 8;

    // Threads that share a pass each read all weights; for larger networks, dividing each product is faster.
    private const int MostParameters = 300_000;

    private readonly Frame<T> frame = frame;
    private readonly Batch<T> batch = batch;

    /// <summary>The cost of each piece, in <see cref="Workspace{T}.PieceCosts"/>, and the gradient if needed.</summary>
    public void Run<TSteps>(TSteps steps)
        where TSteps : struct, IRowSteps, allows ref struct
    {
        int shares = this.Shares;
        if (shares > 1)
            this.RunShared(steps, shares);
        else
            this.RunWhole(steps);
    }

    private int Shares
    {
        get
        {
            if (this.frame.Threads == 1 || !network.Stack.CanShare || network.Parameters.Length > MostParameters)
                return 1;
            long work = (long)this.frame.Rows * network.Parameters.Length * (this.frame.Gradient.IsEmpty ? 1 : 3);
            return (int)Math.Min(Math.Min(this.frame.Threads, this.frame.Rows / LeastRows), 1 + (work / LeastWork));
        }
    }

    private void RunWhole<TSteps>(TSteps steps)
        where TSteps : struct, IRowSteps, allows ref struct
    {
        steps.Before(0, this.frame.Rows, this.frame.Threads);
        MatrixView<T> z = this.Forward(this.frame, this.batch.X);
        var rows = new LossRows { Loss = network.LossKernel, Outputs = this.OutputsOf(this.frame, 0, z) };
        if (this.frame.Threads > 1)
            RowBlocks.Run(ref rows, this.frame.Rows, network.Spec.Outputs, this.frame.Threads);
        else
            network.LossKernel.Delta(rows.Outputs);
        this.AddCosts(rows.Outputs);
        steps.After(0, this.frame.Rows);
        if (!this.frame.Gradient.IsEmpty)
            network.Stack.Backward(this.frame, this.batch.X, default);
    }

    private void RunShared<TSteps>(TSteps steps, int shares)
        where TSteps : struct, IRowSteps, allows ref struct
    {
        var shared = new Shared<TSteps> { Pass = this, Steps = steps, Count = shares };
        ForkJoin.RunPhases(ref shared, this.frame.Gradient.IsEmpty ? 1 : 2, shares);
        this.AddCosts(this.CostsOf(this.frame, 0));
    }

    // Some of the rows: forward through all layers to the loss, and, if a gradient is needed, back to every layer's δ.
    private void RunRows<TSteps>(TSteps steps, Share share)
        where TSteps : struct, IRowSteps, allows ref struct
    {
        (int first, int count) = share.Of(this.frame.Rows);
        steps.Before(first, count, threads: 1);
        Frame<T> some = this.frame.RowRange(first, count) with { Gradient = [], Share = share };
        ReadOnlyMatrixView<T> x = this.batch.X.RowRange(first, count);
        MatrixView<T> z = this.Forward(some, x);
        network.LossKernel.Delta(this.OutputsOf(some, first, z));
        steps.After(first, count);
        if (!this.frame.Gradient.IsEmpty)
            network.Stack.Backward(some, x, default);
    }

    // After all rows: a share of the derivatives of every layer.
    private void RunGradient(Share share) => network.Stack.Gradients(this.frame with { Share = share }, this.batch.X);

    // After all rows.
    private void AddCosts(in OutputBatch<T> outputs)
    {
        BatchPieces pieces = this.frame.Pieces;
        if (pieces.Held.Count == 1)
        {
            this.frame.Workspace.PieceCosts[0] = network.LossKernel.Cost(outputs);
            return;
        }

        for (int i = 0; i < pieces.Held.Count; i++)
        {
            int piece = pieces.Held.First + i;
            (int first, int rows) = pieces.RowsOf(new(piece, piece + 1));
            this.frame.Workspace.PieceCosts[i] = network.LossKernel.Cost(outputs.RowRange(first, rows));
        }
    }

    // The weighted inputs of the output layer if the loss takes them; otherwise outputs, and z if f' needs it.
    private MatrixView<T> Forward(in Frame<T> some, ReadOnlyMatrixView<T> x)
    {
        ReadOnlyMatrixView<T> last = network.Stack.Forward(some, x, network.Stack.Layers.Length - 1);
        if (network.LossKernel.FromZ)
            return network.Output.ForwardToZ(some, last);
        network.Output.Forward(some, last);
        if (this.frame.Pass.JudgesPredictions && this.frame.Gradient.IsEmpty)
            OutputLimits.Clamp(network.Spec.OutputLimits, some.Of(network.Output.Output));
        return some.Of(network.Output.Stored);
    }

    // The loss's view of some rows; BP1: δ(last) = ∂C/∂z.
    private OutputBatch<T> OutputsOf(in Frame<T> some, int first, MatrixView<T> z) => this.CostsOf(some, first) with
    {
        Z = z,
        Targets = LabelSmoothing.Targets(network.Spec, some, this.batch.Targets.RowRange(first, some.Rows)),
        Delta = network.Stack.LastDelta(some),
    };

    // The rest, when δ is known.
    private OutputBatch<T> CostsOf(in Frame<T> some, int first)
    {
        Workspace<T> workspace = this.frame.Workspace;
        int outputs = network.Spec.Outputs;
        return new OutputBatch<T>
        {
            A = some.Of(network.Output.Output),
            Weights = some.Weights,
            Costs = workspace.Costs.AsSpan(first, some.Rows),
            OutputCosts = workspace.OutputCosts.Length == 0 ? [] : workspace.OutputCosts.AsSpan(first * outputs, some.Rows * outputs),
            Scale = scale,
        };
    }

    /// <summary>The loss of rows.</summary>
    private ref struct LossRows : IRowsBody
    {
        public LossKernel<T> Loss;
        public OutputBatch<T> Outputs;

        public readonly void Run(int start, int end) => this.Loss.Delta(this.Outputs.RowRange(start, end - start));
    }

    /// <summary>The shares of a pass.</summary>
    private ref struct Shared<TSteps> : IPhasedBody
        where TSteps : struct, IRowSteps, allows ref struct
    {
        public BatchPass<T> Pass;
        public TSteps Steps;
        public int Count;

        public readonly void Run(int phase, int share)
        {
            if (phase == 0)
                this.Pass.RunRows(this.Steps, new(share, this.Count));
            else
                this.Pass.RunGradient(new(share, this.Count));
        }
    }
}
