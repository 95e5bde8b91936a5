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
    private static Counter next;

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
            next.Value = 0;
            for (int i = 0; i < helpers; i++)
                workers[i].Call();
            RunPieces();
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

    /// <summary>Takes pieces until there are no more.</summary>
    public static void RunPieces()
    {
        try
        {
            for (long piece; (piece = Interlocked.Increment(ref next.Value) - 1) < pieces;)
                run(body, (int)piece);
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref failure, exception, null);
            Volatile.Write(ref next.Value, pieces);
        }
    }

    private static void Start(int count)
    {
        while (workers.Length < count)
            workers = [.. workers, new Worker(mayHoldProcessor: workers.Length + 1 < Environment.ProcessorCount)];
    }

    // Alone on its cache lines: every thread of a region writes it.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Counter
    {
        [FieldOffset(128)]
        public long Value;
    }
}
