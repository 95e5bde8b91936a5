using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Training;

/// <summary>Compares the parameters of all processes, so that a memory error is detected early.</summary>
internal static class SameParameters
{
    /// <summary>Compares after an epoch, and sends the first process's flag to all processes.</summary>
    /// <param name="group">The processes.</param>
    /// <param name="network">The network of this process.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="says">The flag of this process.</param>
    /// <returns>The flag of the first process.</returns>
    /// <exception cref="InvalidDataException">The parameters or statistics of two processes differ; the message names the processes.</exception>
    public static bool Check<T>(IProcessGroup group, Network<T> network, int epoch, bool says)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Length = SHA256.HashSizeInBytes + 1;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(network.Parameters));
        hash.AppendData(MemoryMarshal.AsBytes(network.Statistics));
        var all = new byte[Length * group.Size];
        Span<byte> mine = all.AsSpan(Length * group.Rank, Length);
        hash.GetHashAndReset(mine);
        mine[^1] = says ? (byte)1 : (byte)0;
        group.AllGather<byte>(all);

        // With more than two processes, the value that most of them share is right.
        IGrouping<string, int>[] found = [.. Enumerable.Range(0, group.Size)
            .GroupBy(rank => Convert.ToHexString(all, rank * Length, SHA256.HashSizeInBytes), StringComparer.Ordinal)
            .OrderByDescending(ranks => ranks.Count())];
        if (found.Length > 1)
        {
            string odd = string.Join(", ", found.Skip(1).SelectMany(ranks => ranks).Order());
            throw new InvalidDataException(
                $"after epoch {epoch} rank {odd} has other parameters than rank {string.Join(", ", found[0].Order())}: a machine computes or remembers wrongly, and the run ends");
        }

        return all[Length - 1] != 0;
    }
}
