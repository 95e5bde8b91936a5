using Nabla.Numerics;

namespace Nabla.Training;

/// <summary>The division of a batch into pieces, and the processes that compute them.</summary>
/// <param name="Rows">The number of rows per piece.</param>
/// <param name="Group">The processes that share the pieces of a batch; null for this one only.</param>
internal readonly record struct PieceSettings(int Rows, IPieceGroup? Group = null)
{
    /// <summary>
    /// Whether a gradient is computed in slices: each process of <see cref="ProcessPieces"/> completes its own slice, and the rest is not computed.
    /// </summary>
    public bool InSlices { get; init; }

    /// <summary>The default pieces, all in this process.</summary>
    public static PieceSettings Usual => new(PieceTree.UsualRows);
}
