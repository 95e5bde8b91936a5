using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>
/// Work that goes through all rows and does something with each of several numbers of a row. Threads divide the numbers, not the rows, so each
/// number sees the rows in order and has the bits that one thread would give it.
/// </summary>
internal static class ColumnWork
{
    // Fewer numbers in all are done before another thread has come.
    private const long LeastNumbers = 1 << 18;

    /// <summary>Work on some of the numbers, from the first to before the end.</summary>
    public delegate void Some(int first, int end);

    /// <summary>Divides the numbers among threads.</summary>
    /// <param name="numbers">How many there are.</param>
    /// <param name="rows">How many rows each thread goes through.</param>
    /// <param name="work">What is done.</param>
    public static void Run(int numbers, int rows, Some work)
    {
        int parts = (int)Math.Min(Math.Min(numbers, Environment.ProcessorCount), 1 + ((long)numbers * rows / LeastNumbers));
        var body = new Body { Numbers = numbers, Parts = parts, Work = work };
        ForkJoin.Run(ref body, parts, parts);
    }

    private struct Body : IParallelBody
    {
        public int Numbers;
        public int Parts;
        public Some Work;

        public readonly void Run(int piece)
        {
            (int first, int count) = new Share(piece, this.Parts).Of(this.Numbers);
            this.Work(first, first + count);
        }
    }
}
