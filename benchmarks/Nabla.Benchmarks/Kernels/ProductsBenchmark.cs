using BenchmarkDotNet.Attributes;
using Nabla.Benchmarks.Verbs;

namespace Nabla.Benchmarks.Kernels;

/// <summary>The three products of a layer.</summary>
[MemoryDiagnoser]
public class ProductsBenchmark
{
    private LayerProducts<float>? layer;

    /// <summary>Batch, outputs and inputs.</summary>
    [Params("1x30x64", "32x30x64", "128x512x784", "1024x1024x1024")]
    public string Shape { get; set; } = string.Empty;

    /// <summary>The number of threads.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Draws the matrices.</summary>
    [GlobalSetup]
    public void Setup()
    {
        int[] sizes = [.. this.Shape.Split('x').Select(int.Parse)];
        this.layer = new LayerProducts<float>(sizes[0], sizes[1], sizes[2], this.Threads, LayerProducts<float>.CreateBuffers(sizes.Max() * sizes.Max()));
    }

    /// <summary>z = x·W.</summary>
    [Benchmark]
    public void Forward() => this.layer!.Actions[0]();

    /// <summary>δ·Wᵀ.</summary>
    [Benchmark]
    public void Backward() => this.layer!.Actions[1]();

    /// <summary>xᵀ·δ.</summary>
    [Benchmark]
    public void Gradient() => this.layer!.Actions[2]();
}
