using Nabla.Numerics;

namespace Nabla.Training;

/// <summary>How a batch is cut into pieces, and who computes them.</summary>
/// <param name="Rows">The rows of a piece.</param>
/// <param name="Group">The processes that share the pieces of a batch; null for this one alone.</param>
internal readonly record struct PieceSettings(int Rows, IPieceGroup? Group = null)
{
    /// <summary>
    /// Whether a gradient is wanted in slices: each process of <see cref="ProcessPieces"/> finishes its own, and the rest is not computed.
    /// </summary>
    public bool InSlices { get; init; }

    /// <summary>Pieces as they are by default, all in this process.</summary>
    public static PieceSettings Usual => new(PieceTree.UsualRows);
}
