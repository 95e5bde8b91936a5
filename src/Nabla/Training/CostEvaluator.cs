using System.Numerics;
using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Training;

/// <summary>What examples cost and how many were right.</summary>
/// <param name="Cost">The loss as the network's description reduces it, with penalties.</param>
/// <param name="Loss">Σ weight · cost over the examples, without penalties.</param>
/// <param name="Correct">The weight of the examples put into the right class; NaN if the targets are no classes.</param>
/// <param name="Weight">The total weight of the examples.</param>
internal readonly record struct Evaluation(double Cost, double Loss, double Correct, double Weight)
{
    /// <summary>The part of the weight that was right.</summary>
    public double Accuracy => this.Correct / this.Weight;
}

/// <summary>
/// The seam that every cost and gradient of training passes through. Many examples are taken in pieces of a fixed
/// size whose sums are added in order, so memory stays bounded and the result depends on nothing but data and point.
/// </summary>
internal sealed class CostEvaluator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Examples that go through the network at once.</summary>
    public const int PieceRows = 4096;

    private readonly Network<T> network;
    private readonly Examples<T> examples;
    private readonly Workspace<T> workspace;
    private readonly T[] x;
    private readonly T[] targets;
    private readonly T[] weights;
    private T[] pieceGradient = [];
    private int pieceRows;

    /// <summary>An evaluator for batches of at most <paramref name="batchRows"/> of the examples.</summary>
    public CostEvaluator(Network<T> network, Examples<T> examples, int batchRows, int threads)
    {
        if (examples.X.Columns != network.Spec.Inputs || examples.Outputs != network.Spec.Outputs)
        {
            throw new ArgumentException(
                $"examples of {examples.X.Columns} features and {examples.Outputs} outputs, the network has {network.Spec.Inputs} inputs and {network.Spec.Outputs} outputs");
        }

        int rows = Math.Clamp(batchRows, 1, PieceRows);
        this.network = network;
        this.examples = examples;
        this.workspace = new Workspace<T>(network, rows, threads);
        this.x = new T[checked(rows * network.Spec.Inputs)];
        this.targets = new T[checked(rows * network.Spec.Outputs)];
        this.weights = examples.Weights is null ? [] : new T[rows];
    }

    /// <summary>Cost and gradient of the named rows at a point; an empty gradient is not computed.</summary>
    /// <param name="parameters">The point.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="gradient">Written: ∂C/∂θ, or empty.</param>
    /// <param name="pass">How they pass through; its identities are the rows, whatever it says. An evaluation unless said.</param>
    public Evaluation Evaluate(ReadOnlySpan<T> parameters, ReadOnlySpan<int> rows, Span<T> gradient, Pass pass = default)
    {
        double weight = this.TotalWeight(rows);
        double scale = Nabla.Networks.Cost.Scale(this.network.Spec.Reduction, weight);
        double loss = 0, correct = this.examples.Labels is null ? double.NaN : 0;
        for (int start = 0; start < rows.Length; start += this.workspace.Rows)
        {
            ReadOnlySpan<int> piece = rows.Slice(start, Math.Min(this.workspace.Rows, rows.Length - start));
            Batch<T> batch = this.Gather(piece);
            Pass piecePass = pass with { Rows = piece };
            Span<T> target = start == 0 || gradient.IsEmpty ? gradient : this.PieceGradient();
            loss += Backpropagation.CostAndGradient(this.network, parameters, batch, piecePass, scale, target, this.workspace);
            if (start > 0 && !gradient.IsEmpty)
                Elementwise.Zip(default(Plus), gradient, target, gradient);

            if (this.examples.Labels is not null)
                correct += this.examples.CorrectWeight(piece, this.network.OutputsOf(this.network.NumberedLayers, this.workspace, piece.Length));
        }

        double penalties = Nabla.Networks.Cost.AddPenalties(this.network, parameters, scale, gradient, pass);
        return new Evaluation((scale * loss) + penalties, loss, correct, weight);
    }

    // Needed, and so made, only when a batch is taken in pieces.
    private T[] PieceGradient()
    {
        if (this.pieceGradient.Length == 0)
            this.pieceGradient = new T[this.network.Parameters.Length];
        return this.pieceGradient;
    }

    /// <summary>Takes the statistics of the last training pass, of its last piece, into the running ones.</summary>
    public void CommitStatistics(Pass pass) => Backpropagation.Commit(this.network, this.pieceRows, pass, this.workspace);

    /// <summary>The first layer whose parameters, or whose activations of the last piece evaluated, are not finite.</summary>
    public (int? Layer, DivergedValue Value) FirstNotFinite(ReadOnlySpan<T> parameters)
    {
        for (int number = 0; number <= this.network.NumberedLayers; number++)
        {
            foreach (ParameterSlice slice in this.network.Slices.Where(slice => slice.Layer == number))
            {
                if (!IsFinite(slice.Of(parameters)))
                    return (number, DivergedValue.Parameters);
            }

            if (number > 0 && !IsFinite(this.network.OutputsOf(number, this.workspace, this.pieceRows).Data))
                return (number, DivergedValue.Outputs);
        }

        return (null, DivergedValue.Cost);

        static bool IsFinite(ReadOnlySpan<T> values) => double.IsFinite(Reductions.MaxAbsolute(values));
    }

    private Batch<T> Gather(ReadOnlySpan<int> rows)
    {
        ReadOnlyMatrixView<T> batchX = this.GatherX(rows);
        this.pieceRows = rows.Length;
        var batchTargets = new MatrixView<T>(this.targets, rows.Length, this.network.Spec.Outputs);
        this.examples.CopyTargets(rows, batchTargets);
        if (this.examples.Weights is null)
            return new Batch<T>(batchX, batchTargets);
        for (int i = 0; i < rows.Length; i++)
            this.weights[i] = this.examples.Weights[rows[i]];
        return new Batch<T>(batchX, batchTargets, this.weights.AsSpan(0, rows.Length));
    }

    // Rows that stand one after the other, as those of a full batch do, are taken where they stand.
    private ReadOnlyMatrixView<T> GatherX(ReadOnlySpan<int> rows)
    {
        int next = 1;
        while (next < rows.Length && rows[next] == rows[0] + next)
            next++;
        if (next == rows.Length)
            return this.examples.X.View.RowRange(rows[0], rows.Length);
        var gathered = new MatrixView<T>(this.x, rows.Length, this.network.Spec.Inputs);
        for (int i = 0; i < rows.Length; i++)
            this.examples.X.Row(rows[i]).CopyTo(gathered.Row(i));
        return gathered;
    }

    private double TotalWeight(ReadOnlySpan<int> rows)
    {
        if (this.examples.Weights is null)
            return rows.Length;
        double sum = 0;
        foreach (int row in rows)
            sum += double.CreateTruncating(this.examples.Weights[row]);
        return sum;
    }
}
