namespace Nabla.Numerics;

/// <summary>The work of one parallel region, cut into pieces that do not depend on each other.</summary>
public interface IParallelBody
{
    /// <summary>Does one piece. Pieces may run at the same time, in any order, on any thread.</summary>
    void Run(int piece);
}

/// <summary>The one loop that all parallel work goes through.</summary>
public static class ForkJoin
{
    /// <summary>Runs <paramref name="pieces"/> pieces on at most <paramref name="threads"/> threads, the caller among them, and returns when all are done.</summary>
    /// <typeparam name="TBody">The work; what it holds must be reachable while the region runs.</typeparam>
    public static void Run<TBody>(ref TBody body, int pieces, int threads)
        where TBody : struct, IParallelBody, allows ref struct
    {
        for (int piece = 0; piece < pieces; piece++)
            body.Run(piece);
    }
}
