using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Nabla.Numerics;

/// <summary>The worker threads, started on first use, and the region they work on.</summary>
/// <remarks>
/// One thread at a time owns the pool. It describes its region, calls workers, takes pieces like them, and leaves when every worker that it called
/// has either finished or not started.
/// </remarks>
internal static unsafe class WorkerPool
{
    /// <summary>Maximum number of shares of a region with phases, with a thread for each.</summary>
    public static readonly int MostShares = Math.Max(Environment.ProcessorCount, 16);

    private static int taken;
    private static Worker[] workers = [];
    private static delegate*<void*, int, void> run;
    private static void* body;
    private static int pieces;
    private static Exception? failure;
    private static Counter next;
    private static PhasedRegion? phased;

    /// <summary>Acquires the pool, if no other region uses it.</summary>
    public static bool TryEnter() => Volatile.Read(ref taken) == 0 && Interlocked.Exchange(ref taken, 1) == 0;

    /// <summary>Runs all pieces on the caller and the given number of workers, and releases the pool.</summary>
    public static void RunAndLeave(delegate*<void*, int, void> run, void* body, int pieces, int helpers)
    {
        WorkerPool.run = run;
        WorkerPool.body = body;
        WorkerPool.pieces = pieces;
        next.Value = 0;
        CallAndLeave(Math.Min(helpers, MostShares - 1));
    }

    /// <summary>Runs all shares of all phases on the caller and a worker for each other share, and releases the pool.</summary>
    public static void RunPhasesAndLeave(delegate*<void*, int, int, void> run, void* body, int phases, int shares)
    {
        phased ??= new PhasedRegion();
        phased.Begin(run, body, phases, shares);
        CallAndLeave(shares - 1);
    }

    /// <summary>Runs a thread's part of the region.</summary>
    /// <param name="number">The number of the worker, or 0 for the caller.</param>
    public static void Work(int number)
    {
        try
        {
            if (phased is { IsOpen: true } region)
                region.Work(number);
            else
                RunPieces();
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref failure, exception, null);
            Volatile.Write(ref next.Value, pieces);
            phased?.Abandon();
        }
    }

    private static void CallAndLeave(int helpers)
    {
        Exception? thrown;
        try
        {
            Start(helpers);
            for (int i = 0; i < helpers; i++)
                workers[i].Call();
            Work(0);
            for (int i = 0; i < helpers; i++)
                workers[i].Join();
        }
        finally
        {
            thrown = failure;
            failure = null;
            phased?.End();
            Volatile.Write(ref taken, 0);
        }

        if (thrown is not null)
            ExceptionDispatchInfo.Throw(thrown);
    }

    // Takes pieces until there are no more.
    private static void RunPieces()
    {
        for (long piece; (piece = Interlocked.Increment(ref next.Value) - 1) < pieces;)
            run(body, (int)piece);
    }

    private static void Start(int count)
    {
        while (workers.Length < count)
            workers = [.. workers, new Worker(workers.Length + 1, mayHoldProcessor: workers.Length + 1 < Environment.ProcessorCount)];
    }

    // On separate cache lines, because every thread of a region writes it.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Counter
    {
        [FieldOffset(128)]
        public long Value;
    }
}
