using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>The buffers of a pass through a network: activations and deltas of a batch. One thread uses it at a time.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Workspace<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[][] buffers;

    /// <summary>Buffers for a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="rows">The most examples that go through at once.</param>
    /// <param name="threads">The maximum number of threads for a pass; 1 by default.</param>
    /// <param name="pieceRows">The examples of a piece; the sums of pieces are added in a <see cref="PieceTree"/>; 128 by default.</param>
    public Workspace(Network<T> network, int rows, int threads = 1, int pieceRows = PieceTree.UsualRows)
        : this(network, rows, threads, keeps: true, pieceRows)
    {
    }

    /// <summary>Buffers for a network, for predictions alone unless <paramref name="keeps"/>.</summary>
    internal Workspace(Network<T> network, int rows, int threads, bool keeps, int pieceRows = PieceTree.UsualRows)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pieceRows);
        this.Rows = rows;
        this.PieceRows = pieceRows;
        this.Threads = threads;
        this.Keeps = keeps;
        this.buffers = [.. network.Buffers.Select(shape => shape.OnlyKept && !keeps ? [] : new T[checked((shape.IsVector ? 1 : rows) * shape.Columns)])];
        this.Costs = new double[keeps ? rows : 0];
        this.OutputCosts = keeps && network.LossKernel.HasOutputCosts ? new T[checked(rows * network.Spec.Outputs)] : [];
        this.PieceCosts = new double[keeps ? new PieceTree(rows, pieceRows).Pieces : 0];
        this.SmoothTargets = keeps && network.Spec.LabelSmoothing > 0 ? new T[checked(rows * network.Spec.Outputs)] : [];
    }

    /// <summary>The most examples that go through at once.</summary>
    public int Rows { get; }

    /// <summary>The maximum number of threads for a pass.</summary>
    public int Threads { get; internal set; }

    /// <summary>The examples of a piece.</summary>
    public int PieceRows { get; }

    /// <summary>Whether there are buffers for what a backward pass needs.</summary>
    internal bool Keeps { get; }

    /// <summary>The cost of each example.</summary>
    internal double[] Costs { get; }

    /// <summary>A cost for each output of each example; empty where the loss has none.</summary>
    internal T[] OutputCosts { get; }

    /// <summary>The cost of each piece.</summary>
    internal double[] PieceCosts { get; }

    /// <summary>Scratch for sums over pieces.</summary>
    internal TreeSum<T> Sums { get; } = new();

    /// <summary>Scratch for sums of numbers over pieces.</summary>
    internal TreeSum<double> NumberSums { get; } = new();

    /// <summary>Targets after label smoothing; empty if there is none.</summary>
    internal T[] SmoothTargets { get; }

    /// <summary>The rows of a buffer; an empty view where there is none.</summary>
    internal MatrixView<T> View(RowBuffer buffer, int first, int rows)
    {
        if (buffer.Columns == 0)
            return default;
        T[] numbers = this.buffers[buffer.Index];
        return numbers.Length == 0 ? default : new(numbers.AsSpan(first * buffer.Columns), rows, buffer.Columns);
    }

    /// <summary>A buffer of a single row.</summary>
    internal Span<T> Vector(RowBuffer buffer) => this.buffers[buffer.Index];
}
