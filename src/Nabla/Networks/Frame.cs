using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>The view of a pass that a layer gets: parameters, examples, kind of pass and buffers.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly ref struct Frame<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>All parameters.</summary>
    public required ReadOnlySpan<T> Parameters { get; init; }

    /// <summary>The statistics, stored beside the parameters.</summary>
    public required Span<T> Statistics { get; init; }

    /// <summary>Receives the derivative of the cost with respect to every parameter; empty if it is not needed.</summary>
    public Span<T> Gradient { get; init; }

    /// <summary>The kind of pass.</summary>
    public Pass Pass { get; init; }

    /// <summary>The number of examples.</summary>
    public required int Rows { get; init; }

    /// <summary>The weight of each example; empty for weights of 1.</summary>
    public ReadOnlySpan<T> Weights { get; init; }

    /// <summary>The total weight of the examples.</summary>
    public double TotalWeight { get; init; }

    /// <summary>The maximum number of threads for the pass.</summary>
    public int Threads => this.Share.Divides ? 1 : this.Workspace.Threads;

    /// <summary>Whether a backward pass follows, so that its values must be stored.</summary>
    public bool Keeps => this.Workspace.Keeps;

    internal Workspace<T> Workspace { get; init; }

    /// <summary>The share of the work of one thread; all of it by default.</summary>
    internal Share Share { get; init; }

    /// <summary>The first row of the examples in the buffers.</summary>
    internal int FirstRow { get; init; }

    /// <summary>The pieces of the batch, and those of the examples.</summary>
    internal BatchPieces Pieces { get; init; }

    /// <summary>Receives the derivatives of single examples; the default if not needed.</summary>
    internal JacobianRows<T> Jacobian { get; init; }

    /// <summary>A buffer; an empty view if there is none, or if this pass does not need it.</summary>
    public MatrixView<T> Of(RowBuffer buffer) => this.Workspace.View(buffer, this.FirstRow, this.Rows);

    /// <summary>A buffer of a single row.</summary>
    public Span<T> VectorOf(RowBuffer buffer) => this.Workspace.Vector(buffer);

    /// <summary>Whether training changes the parameters of a slice.</summary>
    public bool Trains(ParameterSlice slice) => slice.Length > 0 && !this.Pass.Freezes(slice.Layer);

    /// <summary>Whether the derivative of the cost with respect to a slice is needed.</summary>
    public bool Wants(ParameterSlice slice) => !this.Gradient.IsEmpty && this.Trains(slice);

    /// <summary>Whether the pass has a single piece.</summary>
    internal bool IsOnePiece => this.Pieces.Held.Count <= 1;

    /// <summary>The same pass for some of its pieces.</summary>
    /// <param name="pieces">The pieces.</param>
    /// <param name="gradient">Receives the derivatives of their sum.</param>
    internal Frame<T> Part(PieceRange pieces, Span<T> gradient)
    {
        (int first, int rows) = this.Pieces.RowsOf(pieces);
        return this.RowRange(first, rows) with { Gradient = gradient, Pieces = this.Pieces with { Held = pieces } };
    }

    /// <summary>The same pass for some of its rows.</summary>
    internal Frame<T> RowRange(int first, int rows) => this with
    {
        FirstRow = this.FirstRow + first,
        Rows = rows,
        Weights = this.Weights.IsEmpty ? [] : this.Weights.Slice(first, rows),
        Pass = this.Pass with { Rows = this.Pass.Rows.IsEmpty ? [] : this.Pass.Rows.Slice(first, rows) },
    };

    /// <summary>The buffer for the derivatives of the sum over a subtree, in order.</summary>
    internal Span<T> GradientOf(int subtree)
        => this.Gradient.IsEmpty ? [] : this.Gradient.Slice(subtree * this.Parameters.Length, this.Parameters.Length);

    /// <summary>The derivative of the cost with respect to a slice, or empty if not needed.</summary>
    public Span<T> GradientOf(ParameterSlice slice) => this.Wants(slice) ? slice.Of(this.Gradient) : [];
}

/// <summary>Receives the derivatives of single examples: rows of a Jacobian.</summary>
/// <param name="rows">For each example the row of the matrix, or −1 if not needed.</param>
/// <param name="factors">The factor of the derivatives of each example.</param>
/// <param name="matrix">[rows × parameters]</param>
internal readonly ref struct JacobianRows<T>(ReadOnlySpan<int> rows, ReadOnlySpan<T> factors, MatrixView<T> matrix)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<int> rows = rows;
    private readonly ReadOnlySpan<T> factors = factors;
    private readonly MatrixView<T> matrix = matrix;

    public bool AreWanted => !this.rows.IsEmpty;

    /// <summary>Adds a layer's part.</summary>
    public void Add(in Frame<T> frame, Layer<T> layer, ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> delta)
    {
        for (int example = 0; example < x.Rows; example++)
        {
            if (this.rows[example] >= 0)
                layer.ExampleGradient(frame, x.Row(example), delta.Row(example), this.factors[example], this.matrix.Row(this.rows[example]));
        }
    }
}
