using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Tests.Training;

/// <summary>Threads that stand for processes: each computes some pieces, and the sums meet in memory.</summary>
internal sealed class ThreadPieces(int rank, int size, Barrier barrier, object[] held, Func<int, int[]> cuts) : IPieceGroup
{
    /// <summary>Runs the same on several threads, each with its member of a group.</summary>
    /// <param name="size">The number of threads.</param>
    /// <param name="cuts">For a number of pieces, where the pieces of each member begin, and where the last ones end.</param>
    /// <param name="run">What each does.</param>
    public static TResult[] Run<TResult>(int size, Func<int, int[]> cuts, Func<IPieceGroup, TResult> run)
    {
        using var barrier = new Barrier(size);
        object[] held = new object[size];
        var results = new TResult[size];
        Thread[] threads = [.. Enumerable.Range(0, size).Select(rank => new Thread(() => results[rank] = run(new ThreadPieces(rank, size, barrier, held, cuts))))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return results;
    }

    public PieceRange Share(int pieces)
    {
        int[] starts = cuts(pieces);
        return new PieceRange(starts[rank], starts[rank + 1]);
    }

    public void Finish<T>(PieceTree tree, TreeSum<T> held, Span<T> total)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        this.Deposit(held);
        barrier.SignalAndWait();
        var whole = new TreeSum<T>();
        whole.Begin(tree, total.Length);
        for (int other = 0; other < size; other++)
        {
            foreach ((PieceRange range, T[] sum) in this.Of<T>(other))
            {
                sum.CopyTo(whole.Open(range));
                whole.Close();
            }
        }

        Assert.Equal(1, whole.Count);
        whole.Of(0).CopyTo(total);
        barrier.SignalAndWait();
    }

    private void Deposit<T>(TreeSum<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => held[rank] = Enumerable.Range(0, sums.Count).Select(i => (sums.RangeOf(i), sums.Of(i).ToArray())).ToArray();

    private (PieceRange Range, T[] Sum)[] Of<T>(int other) => ((PieceRange, T[])[])held[other];
}
