using System.Collections.Concurrent;
using Nabla.Numerics;

namespace Nabla.Tests.Numerics;

/// <summary>A group whose processes are threads of one: bytes go through queues.</summary>
internal sealed class ThreadGroup : IProcessGroup
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly BlockingCollection<byte[]>[,] queues;
    private readonly CancellationToken failed;

    private ThreadGroup(BlockingCollection<byte[]>[,] queues, int rank, CancellationToken failed)
    {
        this.queues = queues;
        this.Rank = rank;
        this.failed = failed;
    }

    public int Rank { get; }

    public int Size => this.queues.GetLength(0);

    public long MessagesSent { get; private set; }

    public long BytesSent { get; private set; }

    /// <summary>Runs the same on every rank; what one of them throws ends all.</summary>
    public static TResult[] Run<TResult>(int size, Func<ThreadGroup, TResult> body)
    {
        var mail = new BlockingCollection<byte[]>[size, size];
        for (int i = 0; i < size * size; i++)
            mail[i / size, i % size] = [];
        using var failure = new CancellationTokenSource();
        var results = new TResult[size];
        var first = new ConcurrentQueue<Exception>();
        Thread[] threads = [.. Enumerable.Range(0, size).Select(rank => new Thread(() => RunRank(rank)))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return first.TryDequeue(out Exception? exception) ? throw exception : results;

        void RunRank(int rank)
        {
            try
            {
                results[rank] = body(new ThreadGroup(mail, rank, failure.Token));
            }
#pragma warning disable CA1031 // Told to whoever waits for the ranks.
            catch (Exception e)
#pragma warning restore CA1031
            {
                first.Enqueue(e);
                failure.Cancel();
            }
        }
    }

    public void Exchange(int to, ReadOnlySpan<byte> sent, int from, Span<byte> received)
    {
        if (!sent.IsEmpty)
        {
            this.MessagesSent++;
            this.BytesSent += sent.Length;
            this.queues[this.Rank, to].Add(sent.ToArray());
        }

        if (received.IsEmpty)
            return;
        if (!this.queues[from, this.Rank].TryTake(out byte[]? bytes, (int)Deadline.TotalMilliseconds, this.failed))
            throw new IOException($"rank {from} sends nothing to rank {this.Rank}");
        if (bytes.Length != received.Length)
            throw new IOException($"rank {from} sends {bytes.Length} bytes to rank {this.Rank}, which wants {received.Length}");
        bytes.CopyTo(received);
    }
}
