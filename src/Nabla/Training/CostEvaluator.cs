using System.Numerics;
using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Training;

/// <summary>The cost of examples, and the number of correct predictions.</summary>
/// <param name="Cost">The loss as the network's description reduces it, with penalties.</param>
/// <param name="Loss">Σ weight · cost over the examples, without penalties.</param>
/// <param name="Correct">The weight of the correctly classified examples; NaN if the targets are not classes.</param>
/// <param name="Weight">The total weight of the examples.</param>
internal readonly record struct Evaluation(double Cost, double Loss, double Correct, double Weight)
{
    /// <summary>The accuracy, weighted.</summary>
    public double Accuracy => this.Correct / this.Weight;
}

/// <summary>
/// Computes every cost and gradient of training. A batch is cut into pieces of a fixed number of rows, and the sums over them are added in a fixed
/// tree (docs/decisions/pieces.md), so that the result depends only on data, point and the rows per piece: not on the number of rows per pass, nor on
/// which process computes which pieces.
/// </summary>
internal sealed class CostEvaluator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // The number of examples per pass, in whole subtrees of pieces.
    private const int RowsAtOnce = 4096;

    private readonly Network<T> network;
    private readonly Examples<T> examples;
    private readonly int batchRows;
    private int threads;
    private readonly PieceSettings pieces;
    private readonly int piecesAtOnce;
    private readonly BatchRows<T> buffers;
    private readonly TreeSum<T> gradients = new();
    private readonly TreeSum<double> numbers = new();
    private Workspace<T>? workspace;
    private T[] subtreeGradients = [];
    private int passRows;
    private int batchSize;

    /// <summary>Creates an evaluator for batches of at most <paramref name="batchRows"/> of the examples.</summary>
    public CostEvaluator(Network<T> network, Examples<T> examples, int batchRows, int threads, PieceSettings pieces)
    {
        if (examples.Inputs != network.Spec.Inputs || examples.Outputs != network.Spec.Outputs)
        {
            throw new ArgumentException(
                $"examples of {examples.Inputs} features and {examples.Outputs} outputs, the network has {network.Spec.Inputs} inputs and {network.Spec.Outputs} outputs");
        }

        this.network = network;
        this.examples = examples;
        this.batchRows = Math.Max(1, batchRows);
        this.buffers = new BatchRows<T>(network, examples);
        this.threads = threads;
        this.pieces = pieces;
        this.piecesAtOnce = 1 << BitOperations.Log2((uint)Math.Max(1, RowsAtOnce / pieces.Rows));
    }

    /// <summary>The maximum number of threads of the next evaluation; the result does not depend on it.</summary>
    public int Threads
    {
        set
        {
            this.threads = value;
            if (this.workspace is { } buffers)
                buffers.Threads = value;
        }
    }

    /// <summary>Computes cost and gradient of some rows at a point; an empty gradient is not computed.</summary>
    /// <param name="parameters">The point.</param>
    /// <param name="rows">The rows of the whole batch, including those that other processes compute.</param>
    /// <param name="gradient">Written: ∂C/∂θ, or empty.</param>
    /// <param name="pass">The context of the pass; its row identities are replaced by the rows. An evaluation by default.</param>
    public Evaluation Evaluate(ReadOnlySpan<T> parameters, ReadOnlySpan<int> rows, Span<T> gradient, Pass pass = default)
    {
        var tree = new PieceTree(rows.Length, this.pieces.Rows);
        PieceRange held = this.pieces.Group?.Share(tree.Pieces) ?? tree.All;
        double weight = this.TotalWeight(tree, rows);
        var sums = new BatchSums
        {
            Tree = tree,
            Parameters = parameters,
            Rows = rows,
            Pass = pass,
            Weight = weight,
            Scale = Nabla.Networks.Cost.Scale(this.network.Spec.Reduction, weight),
            Gradient = gradient,
        };
        this.batchSize = rows.Length;
        this.MakeRoom(rows: 1); // also if this process computes no piece
        this.numbers.Begin(tree, 2);
        this.gradients.Begin(tree, gradient.Length);

        if (this.Mixes(pass))
            this.Add(sums, held);
        else
            this.AddSubtrees(sums, held);
        return this.Finish(sums);
    }

    /// <summary>Adds the statistics of the last training pass to the running statistics.</summary>
    public void CommitStatistics(Pass pass) => Backpropagation.Commit(this.network, this.batchSize, pass, this.workspace!);

    /// <summary>The first layer whose parameters are not finite, or whose activations of the last evaluated piece are not.</summary>
    public (int? Layer, DivergedValue Value) FirstNotFinite(ReadOnlySpan<T> parameters)
    {
        for (int number = 0; number <= this.network.NumberedLayers; number++)
        {
            foreach (ParameterSlice slice in this.network.Slices.Where(slice => slice.Layer == number))
            {
                if (!IsFinite(slice.Of(parameters)))
                    return (number, DivergedValue.Parameters);
            }

            if (number > 0 && !IsFinite(this.network.OutputsOf(number, this.workspace!, this.passRows).Data))
                return (number, DivergedValue.Outputs);
        }

        return (null, DivergedValue.Cost);

        static bool IsFinite(ReadOnlySpan<T> values) => double.IsFinite(Reductions.MaxAbsolute(values));
    }

    private void AddSubtrees(in BatchSums sums, PieceRange held)
    {
        while (held.Count > 0)
        {
            PieceRange subtree = sums.Tree.Subtree(held, this.piecesAtOnce);
            this.Add(sums, subtree);
            held = held with { First = subtree.End };
        }
    }

    // One pass: adds loss and correct predictions of each piece, and the gradient of each subtree, to the sums.
    private void Add(in BatchSums sums, PieceRange held)
    {
        var passing = new BatchPieces(sums.Tree, held, this.Mixes(sums.Pass) ? this.pieces.Group : null);
        ReadOnlySpan<int> rows = sums.Rows[sums.Tree.RowOf(held.First)..sums.Tree.RowOf(held.End)];
        this.MakeRoom(rows.Length);
        this.passRows = rows.Length;
        Span<T> gradient = this.GradientOf(sums, passing);
        Batch<T> batch = this.buffers.Of(rows, out bool isInPlace);
        Frame<T> begun = Backpropagation.FrameOf(this.network, sums.Parameters, batch, sums.Pass with { Rows = rows }, this.workspace!);
        Frame<T> frame = begun with { Gradient = gradient, Pieces = passing, TotalWeight = sums.Weight };
        new BatchPass<T>(this.network, frame, batch, sums.Scale).Run(new BatchRows<T>.Steps(this.buffers, rows, isInPlace, this.workspace!));
        this.AddNumbers(passing);
        if (gradient.IsEmpty || gradient == sums.Gradient)
            return;
        PieceRange left = held;
        for (int i = 0; passing.TryTakeSubtree(ref left, out PieceRange subtree); i++)
        {
            Span<T> sum = this.gradients.Open(subtree);
            if (gradient.Length > sum.Length)
                gradient.Slice(i * sum.Length, sum.Length).CopyTo(sum);
            this.gradients.Close();
        }
    }

    // The target of the gradients of a pass's subtrees: the gradient of the whole batch if it is needed, a single one if it waits for others.
    private Span<T> GradientOf(in BatchSums sums, BatchPieces pieces)
    {
        if (sums.Gradient.IsEmpty || (pieces.Held.Count == 0 && pieces.Group is null))
            return [];
        if (this.pieces.Group is null && pieces.Held == sums.Tree.All)
            return sums.Gradient;
        int subtrees = 0;
        for (PieceRange left = pieces.Held; pieces.TryTakeSubtree(ref left, out _);)
            subtrees++;
        if (subtrees == 1)
            return this.gradients.Open(pieces.Held);
        int length = checked(Math.Max(subtrees, 1) * this.network.Parameters.Length); // a process without pieces joins the sums in the middle of the pass
        if (this.subtreeGradients.Length < length)
            this.subtreeGradients = new T[length];
        return this.subtreeGradients.AsSpan(0, length);
    }

    // Layers that mix the rows of a batch need all of them in one pass.
    private bool Mixes(Pass pass) => pass.IsTraining && this.network.StatisticsSlices.Count > 0;

    private void AddNumbers(BatchPieces pieces)
    {
        for (int piece = pieces.Held.First; piece < pieces.Held.End; piece++)
        {
            var range = new PieceRange(piece, piece + 1);
            Span<double> sum = this.numbers.Open(range);
            (int first, int count) = pieces.RowsOf(range);
            sum[0] = this.workspace!.PieceCosts[piece - pieces.Held.First];
            sum[1] = this.examples.Labels is null ? double.NaN : this.buffers.CorrectWeight(first, count);
            this.numbers.Close();
        }
    }

    private Evaluation Finish(in BatchSums sums)
    {
        Span<double> total = stackalloc double[2];
        if (this.pieces.Group is { } group)
        {
            group.Finish(sums.Tree, this.numbers, total);
            if (!sums.Gradient.IsEmpty && this.pieces.InSlices && group is ProcessPieces processes)
                processes.FinishOwn(sums.Tree, this.gradients, sums.Gradient);
            else if (!sums.Gradient.IsEmpty)
                group.Finish(sums.Tree, this.gradients, sums.Gradient);
        }
        else if (this.numbers.Count > 0)
        {
            this.numbers.Of(0).CopyTo(total);
            if (this.gradients.Count > 0)
                this.gradients.Of(0).CopyTo(sums.Gradient);
        }

        double penalties = Nabla.Networks.Cost.AddPenalties(this.network, sums.Parameters, sums.Scale, sums.Gradient, sums.Pass);
        return new Evaluation((sums.Scale * total[0]) + penalties, total[0], total[1], sums.Weight);
    }

    private void MakeRoom(int rows)
    {
        rows = Math.Max(rows, 1);
        if (this.workspace?.Rows >= rows)
            return;
        rows = Math.Max(rows, Math.Min(this.batchRows, this.piecesAtOnce * this.pieces.Rows));
        this.workspace = new Workspace<T>(this.network, rows, this.threads, this.pieces.Rows);
        this.buffers.MakeRoom(rows);
    }

    private double TotalWeight(PieceTree tree, ReadOnlySpan<int> rows)
    {
        if (this.examples.Weights is null)
            return rows.Length;
        this.numbers.Begin(tree, 1);
        for (int piece = 0; piece < tree.Pieces; piece++)
        {
            double sum = 0;
            foreach (int row in rows[tree.RowOf(piece)..tree.RowOf(piece + 1)])
                sum += double.CreateTruncating(this.examples.Weights[row]);
            this.numbers.Open(new(piece, piece + 1))[0] = sum;
            this.numbers.Close();
        }

        return rows.IsEmpty ? 0 : this.numbers.Of(0)[0];
    }

    // The requested results, shared by all pieces.
    private readonly ref struct BatchSums
    {
        public required PieceTree Tree { get; init; }

        public required ReadOnlySpan<T> Parameters { get; init; }

        public required ReadOnlySpan<int> Rows { get; init; }

        public required Pass Pass { get; init; }

        public required double Weight { get; init; }

        public required double Scale { get; init; }

        public required Span<T> Gradient { get; init; }
    }
}
