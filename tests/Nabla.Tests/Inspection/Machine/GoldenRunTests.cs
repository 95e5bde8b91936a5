using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;
using Nabla.Optimization;

namespace Nabla.Tests.Inspection;

/// <summary>
/// The golden runs give the hashes of one file on every platform: here under the JIT, and by the scripts in .ci/checks compiled ahead of
/// time, on Arm64 and in a browser. NABLA_UPDATE_GOLDEN=1 writes that file anew, for a version that may change the bits.
/// </summary>
public class GoldenRunTests
{
    private static readonly string HashFile = Path.Join(Repository.Root, "src", "Nabla", "Inspection", "Machine", GoldenRuns.Hashes);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Every_run_gives_the_hash_of_the_file(int threads)
    {
        string[] found = [.. GoldenRun.All.Select(run => $"{run.Run(threads)} {run.Name}")];
        if (Environment.GetEnvironmentVariable("NABLA_UPDATE_GOLDEN") is "1")
        {
            File.WriteAllText(HashFile, string.Concat(found.Select(line => line + "\n")));
            return;
        }

        Assert.Equal(File.ReadAllLines(HashFile), found);
        Assert.Equal(found, GoldenRun.All.Select(run => $"{run.Hash} {run.Name}"));
    }

    [Fact]
    public void The_runs_stand_for_what_can_reach_a_model()
    {
        IReadOnlyList<GoldenRun> runs = GoldenRun.All;
        Assert.True(runs.Count >= 12);
        Assert.Equal(runs.Count, runs.Select(run => run.Name).Distinct().Count());
        Assert.Equal(runs.Count, runs.Select(run => run.Hash).Distinct().Count());
        Assert.Equal(Enum.GetValues<Precision>(), runs.Select(run => run.Settings.Precision).Distinct().Order());
        Assert.Equal(Enum.GetValues<Nabla.Networks.Normalization>(), runs.Select(run => run.Settings.Network.Normalization).Distinct().Order());
        Assert.Equal(Enum.GetValues<LearningTask>(), runs.Select(run => run.Parts.Train.Task).Distinct().Order());
        Assert.Contains(runs, run => run.Settings.Network.Dropout is not null);
        Assert.Contains(runs, run => run.Parts.Validation is not null);
        Assert.Contains(runs, run => run.Parts.Train.Schema is { } schema
            && schema.Columns.Any(column => column.Kind == ColumnKind.Category)
            && run.Parts.Train.Features.Data.Any(double.IsNaN));
    }

    [Fact]
    public void The_doctor_says_that_this_machine_gives_them()
    {
        var seen = new List<GoldenResult>();
        MachineExamination examination = Doctor.ExamineMachine(progress: new Seen(seen));
        Assert.True(examination.GivesTheBits);
        Assert.Equal(examination.Runs, seen);
        Assert.Equal(GoldenRun.All.Select(run => (run.Name, run.Hash)), seen.Select(run => (run.Name, run.Found)));
        Assert.True(examination.FloatGigaflops > 0 && examination.DoubleGigaflops > 0);
    }

    private sealed class Seen(List<GoldenResult> results) : IProgress<GoldenResult>
    {
        public void Report(GoldenResult value) => results.Add(value);
    }
}
