using Nabla.Mpi;
using Nabla.Numerics;

namespace Nabla.Cli.Training;

/// <summary>The messages and bytes that each rank has sent.</summary>
/// <param name="ByRank">The messages and bytes of each rank.</param>
internal sealed record Traffic(IReadOnlyList<(long Messages, long Bytes)> ByRank)
{
    /// <summary>Gets the traffic of a group so far. All ranks must call it; the call itself is not counted.</summary>
    public static Traffic Of(MpiGroup group)
    {
        var sent = new long[2 * group.Size];
        (sent[2 * group.Rank], sent[(2 * group.Rank) + 1]) = (group.MessagesSent, group.BytesSent);
        group.AllGather<long>(sent);
        return new Traffic([.. sent.Chunk(2).Select(pair => (pair[0], pair[1]))]);
    }
}
