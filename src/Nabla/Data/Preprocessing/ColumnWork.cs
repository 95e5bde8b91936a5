using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>
/// Work on all rows that processes several numbers per row independently. Threads divide the numbers, not the rows, so each number is computed over
/// the rows in order, with the same bits as in one thread.
/// </summary>
internal static class ColumnWork
{
    // With less work in total, one thread is faster than waiting for others.
    private const long LeastNumbers = 1 << 18;

    /// <summary>Work on some of the numbers, from the first up to, but not including, the end.</summary>
    public delegate void Some(int first, int end);

    /// <summary>Divides the numbers among threads.</summary>
    /// <param name="numbers">The count of numbers per row.</param>
    /// <param name="rows">The number of rows that each thread processes.</param>
    /// <param name="work">The work.</param>
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
