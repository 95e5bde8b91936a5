using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nabla.Peers;

/// <summary>The workloads of train_throughput.py by TorchSharp: forward, loss, backward and one optimizer step a batch, in float.</summary>
internal static class TorchTraining
{
    private static readonly Workload[] Workloads =
    [
        new("digits-64-30-10-b32", [64, 30, 10], Sigmoid: true, Adam: false, 32),
        new("mnist-784-100-10-b32", [784, 100, 10], Sigmoid: false, Adam: false, 32),
        new("mnist-784-512-512-10-b128", [784, 512, 512, 10], Sigmoid: false, Adam: true, 128),
        new("tabular-50-256x3-1-b256", [50, 256, 256, 256, 1], Sigmoid: false, Adam: true, 256),
        new("large-1024-2048x2-1000-b512", [1024, 2048, 2048, 1000], Sigmoid: false, Adam: true, 512),
    ];

    public static void Measure(int threads, double seconds)
    {
        set_num_threads(threads);
        random.manual_seed(0);
        foreach (Workload workload in Workloads)
        {
            double[] rates = Windows.Rates(workload.Step(), seconds);
            Console.WriteLine($"{workload.Name}\ttorchsharp\t{rates[rates.Length / 2] * workload.Batch:F0}");
        }
    }

    /// <summary>A network of linear layers with an activation between each two.</summary>
    public static Sequential Network(int[] sizes, bool sigmoid)
    {
        var modules = new List<(string, nn.Module<Tensor, Tensor>)>();
        for (int layer = 1; layer < sizes.Length; layer++)
        {
            modules.Add(($"linear{layer}", nn.Linear(sizes[layer - 1], sizes[layer])));
            if (layer < sizes.Length - 1)
                modules.Add(($"activation{layer}", sigmoid ? nn.Sigmoid() : nn.ReLU()));
        }

        return nn.Sequential(modules);
    }

    private sealed record Workload(string Name, int[] Sizes, bool Sigmoid, bool Adam, int Batch)
    {
        public Action Step()
        {
            Sequential network = Network(this.Sizes, this.Sigmoid);
            optim.Optimizer optimizer = this.Adam ? optim.Adam(network.parameters(), 1e-3) : optim.SGD(network.parameters(), 0.01);
            bool classes = this.Sizes[^1] > 1;
            Tensor x = randn(this.Batch, this.Sizes[0]);
            Tensor y = classes ? randint(this.Sizes[^1], [this.Batch], dtype: ScalarType.Int64) : randn(this.Batch, 1);
            return () =>
            {
                using DisposeScope scope = NewDisposeScope();
                optimizer.zero_grad();
                Tensor outputs = network.forward(x);
                Tensor loss = classes ? nn.functional.cross_entropy(outputs, y) : nn.functional.mse_loss(outputs, y);
                loss.backward();
                optimizer.step();
            };
        }
    }
}
