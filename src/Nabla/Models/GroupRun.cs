using System.Numerics;
using System.Security.Cryptography;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>Coordination of processes that train together, such as the check for equal data and settings.</summary>
internal static class GroupRun
{
    /// <summary>Refuses processes with other data or settings than the first.</summary>
    /// <exception cref="ArgumentException">Data or settings differ; the message states the difference.</exception>
    public static void CheckSame(IProcessGroup group, CheckpointRun run)
    {
        byte[] text = run.ToJson();
        var hashes = new byte[SHA256.HashSizeInBytes * group.Size];
        SHA256.HashData(text, hashes.AsSpan(SHA256.HashSizeInBytes * group.Rank, SHA256.HashSizeInBytes));
        group.AllGather<byte>(hashes);
        ReadOnlySpan<byte> first = hashes.AsSpan(0, SHA256.HashSizeInBytes);
        int other = 1;
        while (other < group.Size && hashes.AsSpan(other * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes).SequenceEqual(first))
            other++;
        if (other >= group.Size)
            return;
        byte[] ofFirst = Broadcast(group, text, 0), ofOther = Broadcast(group, text, other);
        throw new ArgumentException(
            $"rank {other} has other data or settings than rank 0 ({CheckpointRun.Difference(ofOther, ofFirst)?.Replace("this run", "rank 0", StringComparison.Ordinal)}): all ranks need the same");
    }

    /// <summary>Sends the state that the first process loaded to all others.</summary>
    public static TrainingState<T>? Share<T>(IProcessGroup group, CheckpointRun run, TrainingState<T>? found, int layers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var stream = new MemoryStream();
        if (group.Rank == 0 && found is not null)
            CheckpointFile.Write(stream, run.ToJson(), found, layers);
        byte[] bytes = Broadcast(group, stream.ToArray(), 0);
        if (group.Rank == 0 || bytes.Length == 0)
            return found;
        using var received = new MemoryStream(bytes);
        return CheckpointFile.Read<T>(received, layers).State;
    }

    /// <summary>Cancels all processes if one was cancelled.</summary>
    /// <exception cref="OperationCanceledException">A process was cancelled.</exception>
    public static void ThrowIfCancelled(IProcessGroup group, CancellationToken cancellation)
    {
        var cancelled = new byte[group.Size];
        cancelled[group.Rank] = cancellation.IsCancellationRequested ? (byte)1 : (byte)0;
        group.AllGather<byte>(cancelled);
        if (cancelled.AsSpan().ContainsAnyExcept((byte)0))
            throw new OperationCanceledException();
    }

    // Broadcasts the bytes of one process.
    private static byte[] Broadcast(IProcessGroup group, byte[] bytes, int from)
    {
        var lengths = new int[group.Size];
        lengths[group.Rank] = bytes.Length;
        group.AllGather<int>(lengths);
        byte[] received = group.Rank == from ? bytes : new byte[lengths[from]];
        group.AllGather(received.AsSpan(), [.. Enumerable.Range(0, group.Size + 1).Select(rank => rank <= from ? 0 : lengths[from])]);
        return received;
    }
}
