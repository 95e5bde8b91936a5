using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;

namespace Nabla.Benchmarks.Verbs;

/// <summary><c>breakdown</c>: where the time of a training step goes, by leaving stages out.</summary>
internal static class BreakdownVerb
{
    private const int Rounds = 9;

    // The network of the benchmark from file to model.
    private static readonly Workload FromFile = new("file-50-64x2-2-b256", [50, 64, 64, 2], new ReLU(), IsClasses: true, new Adam(), 1e-3, 256);

    public static Command Create()
    {
        var threads = new Option<int>("--threads") { Description = "the number of threads", DefaultValueFactory = _ => 1 };
        var only = new Option<string>("--only") { Description = "only workloads with this in their name", DefaultValueFactory = _ => string.Empty };
        var command = new Command("breakdown", "microseconds of a training step: products, all else of cost and gradient, and the update; medians of interleaved rounds") { threads, only };
        command.SetAction(parsed =>
        {
            foreach (Workload workload in Workload.All.Append(FromFile).Where(w => w.Name.Contains(parsed.GetValue(only)!, StringComparison.Ordinal)))
                Measure(workload, parsed.GetValue(threads));
        });
        return command;
    }

    private static void Measure(Workload workload, int threads)
    {
        Network<float> network = workload.NewNetwork();
        var workspace = new Workspace<float>(network, workload.Batch, threads);
        OptimizerState<float> state = workload.Rule.Start<float>(network.Parameters.Length);
        var gradient = new float[network.Parameters.Length];
        (Matrix<float> x, Matrix<float> y) = workload.DrawRows(workload.Batch);
        Action[] products = ProductsOf(workload, threads);
        Action[] stages =
        [
            () => Array.ForEach(products, product => product()),
            () => Cost.WithGradient(network, network.Parameters, new Batch<float>(x, y), gradient, workspace),
            () =>
            {
                Cost.WithGradient(network, network.Parameters, new Batch<float>(x, y), gradient, workspace);
                workload.Rule.Step(state, network.Parameters, gradient, workload.LearningRate, threads);
            },
        ];
        var times = stages.Select(_ => new List<double>()).ToArray();
        for (int round = -1; round < Rounds; round++)
        {
            for (int i = 0; i < stages.Length; i++)
            {
                double time = Microseconds(stages[i]);
                if (round >= 0)
                    times[i].Add(time);
            }
        }

        double[] medians = [.. times.Select(Window.Median)];
        Print("products", medians[0]);
        Print("rest-of-cost-and-gradient", medians[1] - medians[0]);
        Print("update", medians[2] - medians[1]);
        Print("step", medians[2]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{workload.Name}-outside-of-products\t{1 - (medians[0] / medians[2]):F2}"));

        void Print(string stage, double microseconds) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{workload.Name}-{stage}\t{microseconds:F2}"));
    }

    // No step needs what the first layer would pass on to the inputs.
    private static Action[] ProductsOf(Workload workload, int threads)
    {
        int widest = workload.Sizes.Max();
        (float[] A, float[] B, float[] C) buffers = LayerProducts<float>.CreateBuffers(Math.Max(widest * widest, widest * workload.Batch));
        return [.. Enumerable.Range(1, workload.Sizes.Length - 1).SelectMany(layer =>
        {
            Action[] actions = new LayerProducts<float>(workload.Batch, workload.Sizes[layer], workload.Sizes[layer - 1], threads, buffers).Actions;
            return layer == 1 ? [actions[0], actions[2]] : actions;
        })];
    }

    private static double Microseconds(Action action)
    {
        int runs = 0;
        long start = Stopwatch.GetTimestamp();
        do
        {
            action();
            runs++;
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < 0.1);
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / runs;
    }
}
