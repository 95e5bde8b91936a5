using Nabla.Optimization;

namespace Nabla.Tests.Optimization;

/// <summary>The solvers that there are, each with every line search it can have.</summary>
internal static class EverySolver
{
    public static TheoryData<string> Searching
        => [.. FullBatchSolver.All.Where(s => FullBatchSolver.Parse(s.Name) is LineSearchSolver).SelectMany(s => LineSearch.All, (s, search) => $"{s.Name},{search.Name}")];

    public static TheoryData<string> Texts => [.. FullBatchSolver.All.Select(s => s.Name), .. Searching.Select(row => row.Data)];
}
