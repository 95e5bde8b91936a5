using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Nabla.Numerics;

/// <summary>The worker threads, started when they are first needed, and the one region they work on.</summary>
/// <remarks>
/// One thread at a time has the pool. It describes its region, calls workers, takes pieces like them,
/// and leaves when every worker it called has either finished or not begun.
/// </remarks>
internal static unsafe class WorkerPool
{
    private static readonly int MaxWorkers = Math.Max(Environment.ProcessorCount, 16) - 1;

    private static int taken;
    private static Worker[] workers = [];
    private static delegate*<void*, int, void> run;
    private static void* body;
    private static int pieces;
    private static Exception? failure;
    private static int participants;
    private static Counter[] next = new Counter[1];

    /// <summary>Takes the pool, if no other region has it.</summary>
    public static bool TryEnter() => Volatile.Read(ref taken) == 0 && Interlocked.Exchange(ref taken, 1) == 0;

    /// <summary>Runs all pieces on the caller and so many workers, and gives the pool back.</summary>
    public static void RunAndLeave(delegate*<void*, int, void> run, void* body, int pieces, int helpers)
    {
        helpers = Math.Min(helpers, MaxWorkers);
        Exception? thrown;
        try
        {
            Start(helpers);
            WorkerPool.run = run;
            WorkerPool.body = body;
            WorkerPool.pieces = pieces;
            participants = helpers + 1;
            for (int i = 0; i < participants; i++)
                next[i].Value = ShareOf(i);
            for (int i = 0; i < helpers; i++)
                workers[i].Call();
            RunPieces(0);
            for (int i = 0; i < helpers; i++)
                workers[i].Join();
        }
        finally
        {
            thrown = failure;
            failure = null;
            Volatile.Write(ref taken, 0);
        }

        if (thrown is not null)
            ExceptionDispatchInfo.Throw(thrown);
    }

    /// <summary>Takes pieces until there are no more: first its own share, then what is left of the others'.</summary>
    /// <param name="self">Which of the region's threads this is; the caller is 0.</param>
    public static void RunPieces(int self)
    {
        try
        {
            for (int i = 0; i < participants; i++)
            {
                int other = self + i < participants ? self + i : self + i - participants;
                long end = ShareOf(other + 1);
                while (Volatile.Read(ref next[other].Value) < end)
                {
                    long piece = Interlocked.Increment(ref next[other].Value) - 1;
                    if (piece < end)
                        run(body, (int)piece);
                }
            }
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref failure, exception, null);
            for (int i = 0; i < participants; i++)
                Volatile.Write(ref next[i].Value, pieces);
        }
    }

    // Threads have the same share in each region of as many pieces, so that what one of them wrote is often still in its cache.
    private static long ShareOf(int participant) => (long)participant * pieces / participants;

    private static void Start(int count)
    {
        while (workers.Length < count)
            workers = [.. workers, new Worker(workers.Length + 1, mayHoldProcessor: workers.Length + 1 < Environment.ProcessorCount)];
        if (next.Length <= count)
            next = new Counter[count + 1];
    }

    // Alone on its cache lines: any thread of a region may write it.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Counter
    {
        [FieldOffset(128)]
        public long Value;
    }
}
