using Nabla.Numerics;

[assembly: AssemblyFixture(typeof(Nabla.Tests.Numerics.StartedWorkers))]

namespace Nabla.Tests.Numerics;

/// <summary>
/// Starts the workers before the first test. Otherwise a test that counts allocated bytes would count the start of a worker whenever
/// other tests had the workers while it warmed up.
/// </summary>
public sealed class StartedWorkers
{
    private const int Threads = 16;

    public StartedWorkers()
    {
        var nothing = default(Nothing);
        ForkJoin.Run(ref nothing, Threads, Threads);
    }

    private struct Nothing : IParallelBody
    {
        public readonly void Run(int piece)
        {
        }
    }
}
