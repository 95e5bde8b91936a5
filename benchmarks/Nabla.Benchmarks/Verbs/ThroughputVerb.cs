using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;

namespace Nabla.Benchmarks.Verbs;

/// <summary><c>throughput</c>: training steps on five networks, in samples per second: forward, loss, backward and one update a batch, in float.</summary>
internal static class ThroughputVerb
{
    private const int Windows = 5;

    private static readonly Workload[] Workloads =
    [
        new("digits-64-30-10-b32", [64, 30, 10], new Sigmoid(), IsClasses: true, new SGD(), 0.01, 32),
        new("mnist-784-100-10-b32", [784, 100, 10], new ReLU(), IsClasses: true, new SGD(), 0.01, 32),
        new("mnist-784-512-512-10-b128", [784, 512, 512, 10], new ReLU(), IsClasses: true, new Adam(), 1e-3, 128),
        new("tabular-50-256x3-1-b256", [50, 256, 256, 256, 1], new ReLU(), IsClasses: false, new Adam(), 1e-3, 256),
        new("large-1024-2048x2-1000-b512", [1024, 2048, 2048, 1000], new ReLU(), IsClasses: true, new Adam(), 1e-3, 512),
    ];

    public static Command Create()
    {
        var threads = new Option<int>("--threads") { Description = "the number of threads", DefaultValueFactory = _ => 1 };
        var seconds = new Option<double>("--seconds") { Description = "how long each workload runs", DefaultValueFactory = _ => 1 };
        var only = new Option<string>("--only") { Description = "only workloads with this in their name", DefaultValueFactory = _ => string.Empty };
        var pieceRows = new Option<int>("--piece-rows") { Description = "the rows of a piece of a batch", DefaultValueFactory = _ => PieceTree.UsualRows };
        var command = new Command("throughput", "samples per second in training, the median of five windows") { threads, seconds, only, pieceRows };
        command.SetAction(parsed =>
        {
            foreach (Workload workload in Workloads.Where(w => w.Name.Contains(parsed.GetValue(only)!, StringComparison.Ordinal)))
            {
                double rate = Measure(workload.Step(parsed.GetValue(threads), parsed.GetValue(pieceRows)), workload.Batch, parsed.GetValue(seconds) / Windows);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{workload.Name}\t{rate:F0}"));
            }
        });
        return command;
    }

    private static double Measure(Action step, int batch, double seconds)
    {
        long warm = Stopwatch.GetTimestamp(); // the compiler has its best code after some calls and some time
        for (int i = 0; i < 5 || Stopwatch.GetElapsedTime(warm).TotalSeconds < Math.Min(0.5, seconds); i++)
            step();

        var rates = new List<double>();
        for (int window = 0; window < Windows; window++)
        {
            int steps = 0;
            long start = Stopwatch.GetTimestamp();
            double elapsed;
            do
            {
                step();
                steps++;
                elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
            while (elapsed < seconds);
            rates.Add(steps * batch / elapsed);
        }

        return rates.Order().ElementAt(Windows / 2);
    }

    private sealed record Workload(string Name, int[] Sizes, Activation Hidden, bool IsClasses, UpdateRule Rule, double LearningRate, int Batch)
    {
        public Action Step(int threads, int pieceRows)
        {
            Activation output = this.IsClasses ? new Softmax() : new Identity();
            var spec = new NetworkSpec(
                this.Sizes[0],
                [.. this.Sizes[1..^1].Select(units => new Dense(units) { Activation = this.Hidden }), new Dense(this.Sizes[^1]) { Activation = output }])
            {
                Loss = this.IsClasses ? new CrossEntropy() : new HalfSquaredError(),
            };
            Network<float> network = Network<float>.Create(spec, seed: 1);
            var workspace = new Workspace<float>(network, this.Batch, threads, pieceRows);
            OptimizerState<float> state = this.Rule.Start<float>(network.Parameters.Length);
            var gradient = new float[network.Parameters.Length];
            (Matrix<float> x, Matrix<float> y) = this.Examples();
            return () =>
            {
                Cost.WithGradient(network, network.Parameters, new Batch<float>(x, y), gradient, workspace);
                this.Rule.Step(state, network.Parameters, gradient, this.LearningRate, threads);
            };
        }

        private (Matrix<float> X, Matrix<float> Y) Examples()
        {
            Matrix<float> x = new(this.Batch, this.Sizes[0]), y = new(this.Batch, this.Sizes[^1]);
            for (int i = 0; i < x.Data.Length; i++)
                x.Data[i] = (float)new CounterRandom(1, 1001).Normal((uint)i);
            for (int row = 0; row < this.Batch; row++)
            {
                if (this.IsClasses)
                    y[row, row % y.Columns] = 1;
                else
                    y[row, 0] = (float)new CounterRandom(1, 1002).Normal((uint)row);
            }

            return (x, y);
        }
    }
}
