using Nabla.Mpi;
using Nabla.Numerics;

namespace Nabla.Cli.Training;

/// <summary>What each rank has sent to others.</summary>
/// <param name="ByRank">Messages and bytes, rank by rank.</param>
internal sealed record Traffic(IReadOnlyList<(long Messages, long Bytes)> ByRank)
{
    /// <summary>That of a group so far; called by all ranks, and not counted itself.</summary>
    public static Traffic Of(MpiGroup group)
    {
        var sent = new long[2 * group.Size];
        (sent[2 * group.Rank], sent[(2 * group.Rank) + 1]) = (group.MessagesSent, group.BytesSent);
        group.AllGather<long>(sent);
        return new Traffic([.. sent.Chunk(2).Select(pair => (pair[0], pair[1]))]);
    }
}
