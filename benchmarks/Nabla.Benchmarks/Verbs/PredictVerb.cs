using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Benchmarks.Verbs;

/// <summary><c>predict</c>: one row in nanoseconds and bytes allocated, and rows per second of batches, on 1 and 2 threads.</summary>
internal static class PredictVerb
{
    private const int Rows = 1024;

    public static Command Create()
    {
        var command = new Command("predict", "one row of 64-30-10, and batches of 1,024 rows of two networks");
        command.SetAction(_ =>
        {
            Network<float> digits = Create([64, 30, 10], new Sigmoid()), mnist = Create([784, 512, 512, 10], new ReLU());
            OneRow(digits);
            foreach (int threads in (int[])[1, 2])
            {
                Batches("digits", digits, threads);
                Batches("mnist", mnist, threads);
            }
        });
        return command;
    }

    private static Network<float> Create(int[] sizes, Activation hidden)
        => Network<float>.Create(
            new NetworkSpec(sizes[0], [.. sizes[1..^1].Select(units => new Dense(units) { Activation = hidden }), new Dense(sizes[^1]) { Activation = new Softmax() }])
            {
                Loss = new CrossEntropy(),
            },
            seed: 1);

    private static void OneRow(Network<float> network)
    {
        const int Runs = 20_000;
        float[] features = [.. Enumerable.Range(0, 64).Select(i => (float)new CounterRandom(1, 1001).Uniform((uint)i))], outputs = new float[10];
        double best = double.PositiveInfinity;
        long before = 0;
        for (int window = 0; window < 30; window++)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            for (int run = 0; run < Runs; run++)
                network.Predict(features, outputs);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / Runs);
        }

        double allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Runs;
        Print("nabla-digits-one-row-nanoseconds", best);
        Print("nabla-digits-one-row-bytes", allocated);
    }

    private static void Batches(string name, Network<float> network, int threads)
    {
        Matrix<float> x = new(Rows, network.Spec.Inputs), outputs = new(Rows, network.Spec.Outputs);
        for (int i = 0; i < x.Data.Length; i++)
            x.Data[i] = (float)(new CounterRandom(1, 1001).Uniform((uint)i) - 0.5);
        var workspace = new Workspace<float>(network, Rows, threads);
        double best = 0;
        for (int window = 0; window < Window.Count; window++)
        {
            int runs = 0;
            long start = Stopwatch.GetTimestamp();
            double seconds;
            do
            {
                network.Predict(x, outputs, workspace);
                runs++;
                seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
            while (seconds < 0.3);
            best = Math.Max(best, runs * Rows / seconds);
        }

        Print($"nabla-{name}-{Rows}-rows-{threads}-threads", best);
    }

    private static void Print(string name, double value)
        => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{value:F0}"));
}
