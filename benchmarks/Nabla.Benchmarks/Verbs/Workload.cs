using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;

namespace Nabla.Benchmarks.Verbs;

/// <summary>A network to be trained with batches of drawn rows.</summary>
internal sealed record Workload(string Name, int[] Sizes, Activation Hidden, bool IsClasses, UpdateRule Rule, double LearningRate, int Batch)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        new("digits-64-30-10-b32", [64, 30, 10], new Sigmoid(), IsClasses: true, new SGD(), 0.01, 32),
        new("mnist-784-100-10-b32", [784, 100, 10], new ReLU(), IsClasses: true, new SGD(), 0.01, 32),
        new("mnist-784-512-512-10-b128", [784, 512, 512, 10], new ReLU(), IsClasses: true, new Adam(), 1e-3, 128),
        new("tabular-50-256x3-1-b256", [50, 256, 256, 256, 1], new ReLU(), IsClasses: false, new Adam(), 1e-3, 256),
        new("large-1024-2048x2-1000-b512", [1024, 2048, 2048, 1000], new ReLU(), IsClasses: true, new Adam(), 1e-3, 512),
    ];

    /// <summary>One step of training after the other, on one batch.</summary>
    public Action Step(int threads, int pieceRows)
    {
        Network<float> network = this.NewNetwork();
        var workspace = new Workspace<float>(network, this.Batch, threads, pieceRows);
        OptimizerState<float> state = this.Rule.Start<float>(network.Parameters.Length);
        var gradient = new float[network.Parameters.Length];
        (Matrix<float> x, Matrix<float> y) = this.DrawRows(this.Batch);
        return () =>
        {
            Cost.WithGradient(network, network.Parameters, new Batch<float>(x, y), gradient, workspace);
            this.Rule.Step(state, network.Parameters, gradient, this.LearningRate, threads);
        };
    }

    /// <summary>The network at its beginning.</summary>
    public Network<float> NewNetwork()
    {
        Activation output = this.IsClasses ? new Softmax() : new Identity();
        var spec = new NetworkSpec(
            this.Sizes[0],
            [.. this.Sizes[1..^1].Select(units => new Dense(units) { Activation = this.Hidden }), new Dense(this.Sizes[^1]) { Activation = output }])
        {
            Loss = this.IsClasses ? new CrossEntropy() : new HalfSquaredError(),
        };
        return Network<float>.Create(spec, seed: 1);
    }

    /// <summary>Drawn rows, and a target for each.</summary>
    public (Matrix<float> X, Matrix<float> Y) DrawRows(int rows)
    {
        Matrix<float> x = new(rows, this.Sizes[0]), y = new(rows, this.Sizes[^1]);
        for (int i = 0; i < x.Data.Length; i++)
            x.Data[i] = (float)new CounterRandom(1, 1001).Normal((uint)i);
        for (int row = 0; row < rows; row++)
        {
            if (this.IsClasses)
                y[row, row % y.Columns] = 1;
            else
                y[row, 0] = (float)new CounterRandom(1, 1002).Normal((uint)row);
        }

        return (x, y);
    }
}
