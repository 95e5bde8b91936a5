using System.CommandLine;
using BenchmarkDotNet.Running;

namespace Nabla.Benchmarks.Verbs;

/// <summary><c>kernels</c>: the BenchmarkDotNet classes; what follows the verb goes to BenchmarkDotNet.</summary>
internal static class KernelsVerb
{
    public static Command Create()
    {
        var command = new Command("kernels", "BenchmarkDotNet, for example: kernels --filter '*Forward*'") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(parsed => { BenchmarkSwitcher.FromAssembly(typeof(KernelsVerb).Assembly).Run([.. parsed.UnmatchedTokens]); });
        return command;
    }
}
