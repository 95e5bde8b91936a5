using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Tests.Training;

/// <summary>Threads that share a pass, each with rows of its own, against one thread that takes the whole.</summary>
public class SharedPassTests
{
    [Theory]
    [InlineData(24, false)]
    [InlineData(128, true)]
    [InlineData(301, false)]
    [InlineData(301, true)]
    [InlineData(5000, true)]
    public void Classes_with_everything_that_depends_on_rows(int rows, bool weighted)
    {
        var spec = new NetworkSpec(
            20,
            [new GaussianNoise(0.1), new Dense(80) { Activation = new ReLU() }, new Dropout(0.3), new Dense(50) { Activation = new SiLU() }, new Dropout(0.2), new Dense(3) { Activation = new Softmax() }])
        {
            Loss = new CrossEntropy(),
            LabelSmoothing = 0.1,
        };
        int[] labels = [.. Enumerable.Range(0, rows).Select(row => row * 7 % 3)];
        AllAgree(spec, new Examples<float>(Drawn(rows, 20), labels, 3, Weights(rows, weighted)));
    }

    [Theory]
    [InlineData(300, false)]
    [InlineData(300, true)]
    public void Numbers_with_a_loss_that_is_a_sum_over_outputs(int rows, bool weighted)
    {
        NetworkSpec spec = new(20, [new Dense(80) { Activation = new Tanh() }, new Dense(40) { Activation = new GELU() }, new Dense(2) { Activation = new Identity() }])
        {
            Loss = new Huber(1),
            Reduction = Reduction.Sum,
        };
        AllAgree(spec, new Examples<float>(Drawn(rows, 20), Drawn(rows, 2), Weights(rows, weighted)));
    }

    [Fact]
    public void Independent_labels()
    {
        NetworkSpec spec = new(20, [new Dense(90) { Activation = new Sigmoid(), Bias = false }, new Dense(4) { Activation = new Sigmoid() }]) { Loss = new BinaryCrossEntropy() };
        Matrix<float> targets = Drawn(400, 4);
        for (int i = 0; i < targets.Data.Length; i++)
            targets.Data[i] = targets.Data[i] > 0 ? 1 : 0;
        AllAgree(spec, new Examples<float>(Drawn(400, 20), targets));
    }

    [Fact]
    public void A_layer_that_does_not_let_threads_share_goes_as_a_whole()
        => AllAgree(
            new NetworkSpec(20, [new Dense(80) { Activation = new Identity() }, new PReLU(), new Dense(2) { Activation = new Identity() }]) { Loss = new HalfSquaredError() },
            new Examples<float>(Drawn(300, 20), Drawn(300, 2)));

    private static void AllAgree(NetworkSpec spec, Examples<float> examples)
    {
        Network<float> network = Network<float>.Create(spec, seed: 3);
        int[] rows = [.. Enumerable.Range(0, examples.Count).Select(row => (int)(row * 7919L % examples.Count))];
        foreach (bool[] frozen in new bool[][] { [], [true], [false, true] })
        {
            foreach (bool wantsGradient in new[] { true, false })
            {
                (Evaluation Evaluation, float[] Gradient)[] found = [.. new[] { 1, 2, 3, 7 }.Select(threads => Evaluate(threads, wantsGradient, frozen))];
                Assert.All(found, one => Assert.Equal(found[0].Evaluation, one.Evaluation));
                Assert.All(found, one => Assert.Equal(found[0].Gradient, one.Gradient));
                Assert.Equal(wantsGradient, found[0].Gradient.Any(slope => slope != 0));
            }
        }

        (Evaluation Evaluation, float[] Gradient) Evaluate(int threads, bool wantsGradient, bool[] frozen)
        {
            float[] gradient = new float[network.Parameters.Length];
            var pass = new Pass { IsTraining = true, Seed = 5, Step = 2, Frozen = frozen };
            var evaluator = new CostEvaluator<float>(network, examples, examples.Count, threads, new PieceSettings(64));
            return (evaluator.Evaluate(network.Parameters, rows, wantsGradient ? gradient : [], pass), gradient);
        }
    }

    private static float[]? Weights(int rows, bool weighted) => weighted ? [.. Enumerable.Range(0, rows).Select(row => 0.5f + (row % 4))] : null;

    private static Matrix<float> Drawn(int rows, int columns)
    {
        var x = new Matrix<float>(rows, columns);
        for (int i = 0; i < x.Data.Length; i++)
            x.Data[i] = (float)new CounterRandom(9, (uint)columns).Normal((uint)i);
        return x;
    }
}
