using System.Runtime.CompilerServices;

namespace Nabla.Numerics;

/// <summary>The work of one parallel region, divided into independent pieces.</summary>
public interface IParallelBody
{
    /// <summary>Runs one piece. Pieces may run at the same time, in any order, on any thread.</summary>
    void Run(int piece);
}

/// <summary>Work in phases: all shares of a phase are done before the next phase starts.</summary>
internal interface IPhasedBody
{
    /// <summary>Runs one share of a phase. The shares of a phase may run at the same time, in any order, on any thread.</summary>
    void Run(int phase, int share);
}

/// <summary>The only loop for parallel work.</summary>
public static unsafe class ForkJoin
{
    /// <summary>
    /// Runs <paramref name="pieces"/> pieces on at most <paramref name="threads"/> threads, including the caller, and returns when all are done.
    /// </summary>
    /// <remarks>
    /// With one thread or one piece, inside another region, and while another thread uses the workers, the caller runs all pieces itself. After an
    /// exception, no further pieces start, and the exception is thrown here once the running pieces have ended. Does not allocate once the workers
    /// are running.
    /// </remarks>
    /// <typeparam name="TBody">The work. It may contain spans, because the workers access it in the caller's frame.</typeparam>
    public static void Run<TBody>(ref TBody body, int pieces, int threads)
        where TBody : struct, IParallelBody, allows ref struct
    {
        int helpers = Math.Min(threads, pieces) - 1;
        if (helpers <= 0 || !WorkerPool.TryEnter())
        {
            for (int piece = 0; piece < pieces; piece++)
                body.Run(piece);
            return;
        }

        // A body on the heap must be pinned while the workers use its address.
        fixed (byte* address = &Unsafe.As<TBody, byte>(ref body))
            WorkerPool.RunAndLeave(&RunPiece<TBody>, address, pieces, helpers);
    }

    /// <summary>
    /// Runs phases of <paramref name="shares"/> shares each, one thread per share, and returns when all are done. Threads synchronize between phases,
    /// which costs half as much as leaving the region and entering another; each thread has the same share in all phases unless it is late.
    /// </summary>
    /// <remarks>Otherwise like <see cref="Run{TBody}"/>.</remarks>
    internal static void RunPhases<TBody>(ref TBody body, int phases, int shares)
        where TBody : struct, IPhasedBody, allows ref struct
    {
        if (shares <= 1 || shares > WorkerPool.MostShares || !WorkerPool.TryEnter())
        {
            for (int phase = 0; phase < phases; phase++)
            {
                for (int share = 0; share < shares; share++)
                    body.Run(phase, share);
            }

            return;
        }

        fixed (byte* address = &Unsafe.As<TBody, byte>(ref body))
            WorkerPool.RunPhasesAndLeave(&RunShare<TBody>, address, phases, shares);
    }

    private static void RunShare<TBody>(void* body, int phase, int share)
        where TBody : struct, IPhasedBody, allows ref struct
        => Unsafe.AsRef<TBody>(body).Run(phase, share);

    private static void RunPiece<TBody>(void* body, int piece)
        where TBody : struct, IParallelBody, allows ref struct
        => Unsafe.AsRef<TBody>(body).Run(piece);
}
