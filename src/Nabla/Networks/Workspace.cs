using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>The buffers of a pass through a network: activations and deltas of a batch. Not thread-safe.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Workspace<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[][] buffers;

    /// <summary>Creates buffers for a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="rows">The maximum number of examples of a pass.</param>
    /// <param name="threads">The maximum number of threads of a pass; 1 by default.</param>
    /// <param name="pieceRows">The rows per piece; the sums of pieces are added in a <see cref="PieceTree"/>; 128 by default.</param>
    public Workspace(Network<T> network, int rows, int threads = 1, int pieceRows = PieceTree.UsualRows)
        : this(network, rows, threads, keeps: true, pieceRows)
    {
    }

    /// <summary>Creates buffers for a network, only for predictions unless <paramref name="keeps"/>.</summary>
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

    /// <summary>The maximum number of examples of a pass.</summary>
    public int Rows { get; }

    /// <summary>The maximum number of threads of a pass.</summary>
    public int Threads { get; internal set; }

    /// <summary>The number of rows per piece.</summary>
    public int PieceRows { get; }

    /// <summary>Whether there are buffers for a backward pass.</summary>
    internal bool Keeps { get; }

    /// <summary>The cost of each example.</summary>
    internal double[] Costs { get; }

    /// <summary>A cost for each output of each example; empty if the loss has none.</summary>
    internal T[] OutputCosts { get; }

    /// <summary>The cost of each piece.</summary>
    internal double[] PieceCosts { get; }

    /// <summary>Scratch for sums over pieces.</summary>
    internal TreeSum<T> Sums { get; } = new();

    /// <summary>Scratch for sums of numbers over pieces.</summary>
    internal TreeSum<double> NumberSums { get; } = new();

    /// <summary>Targets after label smoothing; empty without label smoothing.</summary>
    internal T[] SmoothTargets { get; }

    /// <summary>The rows of a buffer; an empty view if there is none.</summary>
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
