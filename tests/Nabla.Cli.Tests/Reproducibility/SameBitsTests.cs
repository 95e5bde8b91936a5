using System.Diagnostics;
using Nabla.Tests;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests.Reproducibility;

/// <summary>The same data, settings and seed give the same model file, byte for byte, whatever runs them.</summary>
public class SameBitsTests
{
    private static readonly (string, string) NoFusedMultiplyAddInC = ("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-FMA,-AVX2,-FMA4");

    private static readonly Lazy<string[]> Expected = new(() => CommandLinesHost.Digests(CoveredRuns.All, 1));

    [Fact]
    public void Two_options_stand_together_in_some_run()
    {
        int[] sizes = [4, 3, 5, 2];
        List<int[]> rows = Covering.Pairwise(sizes);
        Assert.InRange(rows.Count, 20, 30);
        for (int f = 0; f < sizes.Length; f++)
        {
            for (int g = f + 1; g < sizes.Length; g++)
                Assert.Equal(sizes[f] * sizes[g], rows.Select(row => (row[f], row[g])).Distinct().Count());
        }
    }

    [Fact]
    public void Every_run_gives_a_model()
        => Assert.All(CoveredRuns.All.Zip(Expected.Value), run => Assert.True(run.Second.Length == 64, $"{string.Join(' ', run.First)}: {run.Second}"));

    [Fact]
    public void The_page_on_reproducibility_says_how_many_runs_there_are()
        => Assert.Contains(
            $"- {CoveredRuns.All.Count} runs in which every two options",
            File.ReadAllText(Path.Join(Repository.Root, "docs", "decisions", "reproducibility.md")),
            StringComparison.Ordinal);

    [Theory]
    [InlineData(2, "128")]
    [InlineData(3, "256")]
    [InlineData(8, "512")]
    public void Threads_and_vector_widths_change_no_bit(int threads, string bits)
        => Same(Expected.Value, CommandLinesHost.Digests(CoveredRuns.All, threads, ("DOTNET_PreferredVectorBitWidth", bits)), CoveredRuns.All);

    [Fact]
    [Trait("Category", "Slow")]
    public void A_C_library_without_fused_multiply_add_changes_no_bit()
    {
        SlowTests.SkipUnlessWanted();
        Same(Expected.Value, CommandLinesHost.Digests(CoveredRuns.All, 2, NoFusedMultiplyAddInC, ("DOTNET_EnableAVX512", "0")), CoveredRuns.All);
    }

    [Fact]
    public void A_processor_without_fused_multiply_add_changes_no_bit()
    {
        string[] expected = CommandLinesHost.Digests(CoveredRuns.Tiny, 1);
        Same(expected, CommandLinesHost.Digests(CoveredRuns.Tiny, 2, ("DOTNET_EnableAVX2", "0")), CoveredRuns.Tiny);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Ten_repetitions_are_one()
    {
        SlowTests.SkipUnlessWanted();
        for (int repetition = 0; repetition < 9; repetition++)
            Same(Expected.Value, CommandLinesHost.Digests(CoveredRuns.All, null), CoveredRuns.All);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void A_debug_build_changes_no_bit()
    {
        SlowTests.SkipUnlessWanted();
        using var folder = new TemporaryFolder();
        string project = Path.Join(Repository.Root, "tests", "Nabla.Cli.Tests");
        string[] args = ["build", project, "-c", "Debug", "-m:1", "-o", folder.File("bin"), $"--artifacts-path={folder.File("artifacts")}", "-p:UseArtifactsOutput=true"];
        using var build = Process.Start(new ProcessStartInfo("dotnet", args) { UseShellExecute = false, RedirectStandardOutput = true })!;
        string output = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        Assert.True(build.ExitCode == 0, output);
        Same(Expected.Value, CommandLinesHost.Digests(folder.File("bin"), CoveredRuns.All, 2), CoveredRuns.All);
    }

    private static void Same(string[] expected, string[] found, IReadOnlyList<string[]> runs)
        => Assert.All(Enumerable.Range(0, runs.Count), i => Assert.True(expected[i] == found[i], $"{string.Join(' ', runs[i])}: {expected[i]}, {found[i]}"));
}
