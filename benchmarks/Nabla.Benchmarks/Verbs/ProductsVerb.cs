using System.CommandLine;
using System.Globalization;
using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Benchmarks.Verbs;

/// <summary><c>products</c>: the three products of a dense layer, in GFLOP/s.</summary>
internal static class ProductsVerb
{
    private static readonly (int Batch, int Outputs, int Inputs)[] Shapes =
        [(32, 30, 64), (32, 100, 784), (128, 512, 784), (256, 256, 256), (1024, 1024, 1024), (512, 2048, 2048)];

    public static Command Create()
    {
        var threads = new Option<int>("--threads") { Description = "the number of threads", DefaultValueFactory = _ => 1 };
        var inDouble = new Option<bool>("--double") { Description = "double instead of float" };
        var command = new Command("products", "GFLOP/s of the three products of a layer, batch x outputs x inputs") { threads, inDouble };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(inDouble))
                Run<double>(parsed.GetValue(threads));
            else
                Run<float>(parsed.GetValue(threads));
        });
        return command;
    }

    private static void Run<T>(int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var buffers = LayerProducts<T>.CreateBuffers(Shapes.Max(shape => Math.Max(shape.Batch, shape.Inputs) * Math.Max(shape.Outputs, shape.Inputs)));
        LayerProducts<T>[] layers = [.. Shapes.Select(shape => new LayerProducts<T>(shape.Batch, shape.Outputs, shape.Inputs, threads, buffers))];
        double[,] best = new double[layers.Length, LayerProducts<T>.Names.Length];
        for (int window = 0; window < Window.Count; window++)
        {
            for (int i = 0; i < layers.Length; i++)
            {
                int runs = (int)(1e8 / layers[i].FloatingPointOperations) + 1;
                for (int product = 0; product < best.GetLength(1); product++)
                {
                    double rate = Window.Rate(layers[i].Actions[product], runs) * layers[i].FloatingPointOperations / 1e9;
                    best[i, product] = Math.Max(best[i, product], rate);
                }
            }
        }

        for (int product = 0; product < best.GetLength(1); product++)
        {
            for (int i = 0; i < layers.Length; i++)
            {
                string name = $"nabla-{LayerProducts<T>.Names[product]}-{layers[i].Name}";
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{best[i, product]:F0}"));
            }
        }
    }
}
