using BenchmarkDotNet.Attributes;
using Nabla.Numerics;

namespace Nabla.Benchmarks.Kernels;

/// <summary>What a parallel region costs that has nothing to do.</summary>
[MemoryDiagnoser]
public class ForkJoinBenchmark
{
    /// <summary>The number of threads, and of pieces.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>One region.</summary>
    [Benchmark]
    public void Region()
    {
        var body = default(Nothing);
        ForkJoin.Run(ref body, this.Threads, this.Threads);
    }

    private struct Nothing : IParallelBody
    {
        public readonly void Run(int piece)
        {
        }
    }
}
