using Nabla.Numerics;

namespace Nabla.Tests.Numerics;

/// <summary>Sums over pieces have the order that docs/decisions/pieces.md says, however the pieces are held.</summary>
public class PieceTreeTests
{
    private static readonly double[] Numbers = [.. Enumerable.Range(0, 200).Select(i => new CounterRandom(1, 5).Normal((uint)i) * Math.ScaleB(1, i % 40))];

    [Fact]
    public void The_tree_of_five_pieces()
    {
        double[] p = Numbers;
        Assert.Equal(((p[0] + p[1]) + (p[2] + p[3])) + p[4], Sum(new PieceTree(5, 1)));
        Assert.Equal(((p[0] + p[1]) + (p[2] + p[3])) + ((p[4] + p[5]) + p[6]), Sum(new PieceTree(7, 1)));
    }

    [Fact]
    public void Sums_are_those_of_the_plain_recursion()
    {
        for (int pieces = 1; pieces <= Numbers.Length; pieces++)
            Assert.Equal(Plain(0, pieces), Sum(new PieceTree(pieces, 1)));
    }

    [Fact]
    public void Any_way_of_holding_the_pieces_gives_the_same_bits()
    {
        var random = new Random(1);
        for (int pieces = 1; pieces <= 70; pieces++)
        {
            for (int repetition = 0; repetition < 20; repetition++)
            {
                var tree = new PieceTree(pieces, 1);
                int[] cuts = [0, .. Enumerable.Range(0, random.Next(8)).Select(_ => random.Next(pieces + 1)).Order(), pieces];
                var whole = new TreeSum<double>();
                whole.Begin(tree, 1);
                for (int i = 1; i < cuts.Length; i++)
                    AddAll(Held(tree, new PieceRange(cuts[i - 1], cuts[i])), whole);
                Assert.Equal(1, whole.Count);
                Assert.Equal(Plain(0, pieces), whole.Of(0)[0]);
            }
        }
    }

    [Fact]
    public void Only_a_sum_for_each_level_waits()
    {
        var tree = new PieceTree(1000, 1);
        var sum = new TreeSum<double>();
        sum.Begin(tree, 1);
        for (int piece = 0; piece < 1000; piece++)
        {
            sum.Open(new(piece, piece + 1))[0] = 1;
            sum.Close();
            Assert.InRange(sum.Count, 1, 10);
        }

        Assert.Equal(1000, sum.Of(0)[0]);
    }

    [Fact]
    public void Rows_of_pieces()
    {
        var tree = new PieceTree(10, 4);
        Assert.Equal(3, tree.Pieces);
        Assert.Equal([0, 4, 8, 10], [tree.RowOf(0), tree.RowOf(1), tree.RowOf(2), tree.RowOf(3)]);
        Assert.Equal(6, tree.RowsOf(new(1, 3)));
        Assert.Equal(0, new PieceTree(0, 4).Pieces);
        Assert.Equal(1, new PieceTree(int.MaxValue, int.MaxValue).Pieces);
        Assert.Equal(new PieceRange(0, 2), tree.Subtree(tree.All, most: 2));
        Assert.Equal(tree.All, tree.Subtree(tree.All));
        Assert.Equal(new PieceRange(1, 2), tree.Subtree(new(1, 3)));
    }

    // The subtrees that a process holds, each added piece by piece.
    private static TreeSum<double> Held(PieceTree tree, PieceRange pieces)
    {
        var sum = new TreeSum<double>();
        sum.Begin(tree, 1);
        for (int piece = pieces.First; piece < pieces.End; piece++)
        {
            sum.Open(new(piece, piece + 1))[0] = Numbers[piece];
            sum.Close();
        }

        for (PieceRange left = pieces; left.Count > 0;)
        {
            PieceRange subtree = tree.Subtree(left);
            Assert.Contains(Enumerable.Range(0, sum.Count), i => sum.RangeOf(i) == subtree);
            left = left with { First = subtree.End };
        }

        return sum;
    }

    private static void AddAll(TreeSum<double> held, TreeSum<double> whole)
    {
        for (int i = 0; i < held.Count; i++)
        {
            held.Of(i).CopyTo(whole.Open(held.RangeOf(i)));
            whole.Close();
        }
    }

    private static double Sum(PieceTree tree) => Held(tree, tree.All).Of(0)[0];

    // The left half is the largest whole subtree that is not all.
    private static double Plain(int first, int end)
    {
        if (end - first == 1)
            return Numbers[first];
        int half = 1;
        while (2 * half < end - first)
            half *= 2;
        return Plain(first, first + half) + Plain(first + half, end);
    }
}
