using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Tests.Networks;
using Nabla.Training;

namespace Nabla.Tests.Training;

/// <summary>A batch in pieces: the same bits for any threads and for any way of holding the pieces, and those of the plain tree.</summary>
public class PieceTests
{
    private const int Inputs = 4, PieceRows = 8;

    public static TheoryData<string, NetworkSpec> Specs => LayerTests.Specs;

    [Theory]
    [MemberData(nameof(Specs))]
    public void The_gradient_over_pieces_is_the_slope_of_the_cost(string name, NetworkSpec spec)
    {
        foreach ((ulong, uint)? training in ((ulong, uint)?[])[null, (3, 7)])
        {
            Network<double> network = LayerTests.Jittered(spec);
            Examples<double> examples = Classes(21);
            IReadOnlyList<SliceCheck> slices = new GradientCheck().Run(
                new NetworkObjective<double>(network, examples, 1, [], new PieceSettings(4)) { TrainingPass = training },
                network.Parameters,
                [.. network.Slices.Select(slice => new GradientSlice(slice.Name, slice.Offset, slice.Rows, slice.Columns))]);
            Assert.All(slices, slice => Assert.True(slice.Error <= 1e-7, $"{name}, {training}: {slice}"));
        }
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Any_threads_and_any_way_of_holding_pieces_give_the_same_bits(string name, NetworkSpec spec)
    {
        Examples<double> examples = Classes(77);
        double[] expected = Trained(spec, examples, threads: 1, null);
        Assert.DoesNotContain(expected, double.IsNaN);
        foreach (int threads in SlowTests.AreWanted ? (int[])[2, 3, 64] : [3])
            Assert.True(expected.AsSpan().SequenceEqual(Trained(spec, examples, threads, null)), $"{name}, {threads} threads");
        foreach ((int size, int seed) in SlowTests.AreWanted ? ((int, int)[])[(1, 0), (2, 0), (3, 0), (4, 1), (7, 2), (12, 0)] : [(3, 0), (7, 2)])
        {
            double[][] found = ThreadPieces.Run(size, pieces => Cuts(pieces, size, seed), group => Trained(spec, examples, 1, group));
            Assert.All(found, one => Assert.True(expected.AsSpan().SequenceEqual(one), $"{name}, {size} processes"));
        }
    }

    [Theory]
    [InlineData("lbfgs")]
    [InlineData("rprop")]
    public void Full_batch_solvers_take_the_same_way(string solver)
    {
        NetworkSpec spec = Of(new Dense(5) { Activation = new Tanh() });
        Examples<double> examples = Numbers(77, weighted: false);
        double[] Solved(int threads, IPieceGroup? group)
        {
            Network<double> network = Network<double>.Create(spec, 1);
            new Trainer<double>(network, examples, examples, new() { Optimizer = Optimizer.Parse(solver), Epochs = 6, PieceRows = PieceRows }, threads: threads) { Group = group }.Run();
            return [.. network.Parameters];
        }

        double[] expected = Solved(1, null);
        Assert.Equal(expected, Solved(3, null));
        Assert.All(ThreadPieces.Run(3, pieces => Cuts(pieces, 3, 0), group => Solved(1, group)), one => Assert.Equal(expected, one));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(9000)]
    public void The_gradient_is_that_of_the_plain_tree(int rows)
    {
        NetworkSpec spec = Of(new Dense(5) { Activation = new Tanh() }, new FeatureScale(), new PReLU()) with { Reduction = Reduction.Sum };
        Network<double> network = LayerTests.Jittered(spec);
        Examples<double> examples = Numbers(rows, weighted: true);
        double[] gradient = new double[network.Parameters.Length];
        Evaluation found = new CostEvaluator<double>(network, examples, rows, 2, new PieceSettings(PieceRows))
            .Evaluate(network.Parameters, [.. Enumerable.Range(0, rows)], gradient);
        (double cost, double[] expected) = Plain(network, examples, 0, (rows + PieceRows - 1) / PieceRows);
        Assert.Equal(cost, found.Loss);
        Assert.Equal(expected, gradient);
    }

    [Fact]
    public void Batch_normalization_is_over_the_whole_batch()
    {
        NetworkSpec spec = Of([.. Hidden.Layer(5, new Tanh(), Normalization.Batch)]);
        Examples<double> examples = Numbers(5000, weighted: true);
        double[] CostAndGradient(int pieceRows)
        {
            Network<double> network = LayerTests.Jittered(spec);
            double[] gradient = new double[network.Parameters.Length];
            var evaluator = new CostEvaluator<double>(network, examples, 5000, 1, new PieceSettings(pieceRows));
            var pass = new Pass { IsTraining = true };
            double cost = evaluator.Evaluate(network.Parameters, [.. Enumerable.Range(0, 5000)], gradient, pass).Cost;
            evaluator.CommitStatistics(pass);
            return [cost, .. gradient, .. network.Statistics];
        }

        double[] whole = CostAndGradient(5000), pieces = CostAndGradient(64);
        Assert.NotEqual(whole, pieces);
        Assert.All(whole.Zip(pieces), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
    }

    [Fact]
    public void Factors_of_pieces_of_a_Jacobian_meet_in_the_tree()
    {
        Network<double> network = LayerTests.Jittered(Of(new Dense(5) { Activation = new Tanh() }) with { Loss = new HalfSquaredError() });
        Examples<double> examples = Numbers(700, weighted: false);
        double[] Trained(int pieceRows, int threads)
        {
            Network<double> copy = new(network.Spec);
            network.Parameters.CopyTo(copy.Parameters);
            var settings = new TrainingSettings { Optimizer = new LevenbergMarquardt(), Epochs = 5, PieceRows = pieceRows };
            new Trainer<double>(copy, examples, null, settings, threads: threads).Run();
            return [.. copy.Parameters];
        }

        double[] pieces = Trained(8, 1), whole = Trained(1000, 1);
        Assert.Equal(pieces, Trained(8, 3));
        Assert.NotEqual(whole, pieces);
        Assert.All(whole.Zip(pieces), pair => Assert.Equal(pair.First, pair.Second, 1e-8 * (1 + Math.Abs(pair.First))));
    }

    private static double[] Trained(NetworkSpec spec, Examples<double> examples, int threads, IPieceGroup? group)
    {
        Network<double> network = LayerTests.Jittered(spec);
        var settings = new TrainingSettings { Optimizer = new Adam(), BatchSize = 50, Epochs = 3, PieceRows = PieceRows, EvaluateTraining = true };
        TrainingResult result = new Trainer<double>(network, examples, examples, settings, threads: threads) { Group = group }.Run();
        return [.. network.Parameters, .. network.Statistics, .. result.History.Select(record => record.TrainingLoss), result.History[^1].ValidationLoss!.Value];
    }

    // Where the pieces of each process begin: as even as can be, or drawn.
    private static int[] Cuts(int pieces, int size, int seed) => seed == 0
        ? [.. Enumerable.Range(0, size + 1).Select(rank => rank * pieces / size)]
        : [0, .. Enumerable.Range(1, size - 1).Select(i => (int)(new CounterRandom((ulong)seed, 9).Uniform((uint)i) * (pieces + 1))).Order(), pieces];

    private static NetworkSpec Of(params LayerSpec[] layers)
        => new(Inputs, [.. layers, new Dense(2) { Activation = new Identity() }]) { Loss = new HalfSquaredError() };

    private static Examples<double> Classes(int rows)
        => new(X(rows), [.. Enumerable.Range(0, rows).Select(row => row % 3)], 3, Weights(rows));

    private static Examples<double> Numbers(int rows, bool weighted)
    {
        Matrix<double> x = X(rows), targets = new(rows, 2);
        for (int row = 0; row < rows; row++)
        {
            targets[row, 0] = Math.Sin(x[row, 0]);
            targets[row, 1] = new CounterRandom(2, 5).Normal((uint)row);
        }

        return new(x, targets, weighted ? Weights(rows) : null);
    }

    // Columns 1 and 3 are codes, for layers that want them.
    private static Matrix<double> X(int rows)
    {
        var x = new Matrix<double>(rows, Inputs);
        for (int i = 0; i < x.Data.Length; i++)
            x.Data[i] = i % 2 == 1 ? i / 2 % 5 : new CounterRandom(2, 4).Normal((uint)i);
        return x;
    }

    private static double[] Weights(int rows) => [.. Enumerable.Range(0, rows).Select(row => 0.1 + (row % 7))];

    // Each piece by itself, and the plain recursion over them.
    private static (double Cost, double[] Gradient) Plain(Network<double> network, Examples<double> examples, int first, int end)
    {
        if (end - first == 1)
        {
            int row = first * PieceRows, count = Math.Min(PieceRows, examples.Count - row);
            double[] gradient = new double[network.Parameters.Length];
            var targets = new Matrix<double>(count, 2);
            examples.CopyTargets([.. Enumerable.Range(row, count)], targets);
            var batch = new Batch<double>(examples.X.View.RowRange(row, count), targets, examples.Weights is null ? [] : examples.Weights.AsSpan(row, count));
            return (Cost.WithGradient(network, network.Parameters, batch, gradient, new Workspace<double>(network, count)), gradient);
        }

        int half = 1;
        while (2 * half < end - first)
            half *= 2;
        (double Cost, double[] Gradient) left = Plain(network, examples, first, first + half), right = Plain(network, examples, first + half, end);
        return (left.Cost + right.Cost, [.. left.Gradient.Zip(right.Gradient, (a, b) => a + b)]);
    }
}
