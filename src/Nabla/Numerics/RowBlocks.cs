namespace Nabla.Numerics;

/// <summary>Work on independent rows of a matrix.</summary>
internal interface IRowsBody
{
    /// <summary>Processes the rows from <paramref name="start"/>, inclusive, to <paramref name="end"/>, exclusive.</summary>
    void Run(int start, int end);
}

/// <summary>Divides work on rows into blocks that are large enough for a thread.</summary>
internal static class RowBlocks
{
    // About 4 µs per block with an exponential for each number: well above the cost of a fork and join.
    private const int NumbersInBlock = 8192;

    /// <summary>Runs the body over all rows on at most <paramref name="threads"/> threads.</summary>
    public static void Run<TBody>(ref TBody body, int rows, int columns, int threads)
        where TBody : struct, IRowsBody, allows ref struct
    {
        int block = Math.Max(1, NumbersInBlock / Math.Max(1, columns));
        if (threads <= 1 || rows <= block)
        {
            body.Run(0, rows);
            return;
        }

        var blocks = new Blocks<TBody> { Body = body, Rows = rows, Block = block };
        ForkJoin.Run(ref blocks, (rows + block - 1) / block, threads);
    }

    private ref struct Blocks<TBody> : IParallelBody
        where TBody : struct, IRowsBody, allows ref struct
    {
        public TBody Body;
        public int Rows;
        public int Block;

        public readonly void Run(int piece)
            => this.Body.Run(piece * this.Block, Math.Min(this.Rows, (piece + 1) * this.Block));
    }
}
