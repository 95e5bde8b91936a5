using System.Runtime.Versioning;
using Nabla.Tests;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

/// <summary>Outputs that are no plain files: links stay, devices and pipes are written to, permissions are kept, nothing temporary stays.</summary>
[SupportedOSPlatform("linux")]
public sealed class OutputKindTests : IDisposable
{
    // A line for each option that writes, its file named OUT.
    private static readonly string[] Writers =
    [
        "train iris --epochs 1 --output OUT", "train iris --epochs 1 --output other --report OUT",
        "tune iris --trials 1 --epochs 1 --output OUT --log log", "tune iris --trials 1 --epochs 1 --output other --log OUT",
        "predict m.safetensors iris --output OUT", "report m.safetensors iris --output OUT", "plot m.safetensors iris --output OUT",
        "export m.safetensors --output OUT", "datasets iris --output OUT",
    ];

    private readonly TemporaryFolder folder = new();

    public OutputKindTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes and permissions of Linux");
        CommandLine.Succeed("train", "iris", "--epochs", "1", "--output", this.folder.File("m.safetensors"));
    }

    public static TheoryData<string> Lines => [.. Writers];

    public void Dispose() => this.folder.Dispose();

    [Theory]
    [MemberData(nameof(Lines))]
    public void Links_stay_and_permissions_are_kept(string line)
    {
        this.SkipWithoutCharts(line);
        string target = this.folder.File("target"), link = this.folder.File("link");
        File.WriteAllText(target, "before");
        File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        File.CreateSymbolicLink(link, "target");
        this.Succeed(line, "link");

        Assert.Equal("target", new FileInfo(link).LinkTarget);
        Assert.NotEqual("before", File.ReadAllText(target));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(target));
        Assert.Empty(Directory.EnumerateFiles(this.folder.Path, ".nabla-*"));
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void Devices_and_pipes_are_written_to(string line)
    {
        SlowTests.SkipUnlessWanted();
        this.SkipWithoutCharts(line);
        this.Succeed(line, "/dev/null");
        Outcome outcome = Shell.Run(this.folder.Path, $"mkfifo pipe; cat pipe > received & $NABLA {line.Replace("OUT", "pipe", StringComparison.Ordinal)} && wait && test -p pipe && test -s received");
        Assert.True(outcome.ExitCode == 0, outcome.Error);
    }

    [Fact]
    public void A_link_to_nothing_becomes_a_file_where_it_leads()
    {
        File.CreateSymbolicLink(this.folder.File("link"), "target");
        this.Succeed(Writers[0], "link");
        Assert.Equal("target", new FileInfo(this.folder.File("link")).LinkTarget);
        CommandLine.Succeed("inspect", this.folder.File("target"));
    }

    [Fact]
    public void Links_in_a_circle_are_refused()
    {
        File.CreateSymbolicLink(this.folder.File("link"), "link");
        Outcome outcome = CommandLine.Run("train", "iris", "--output", this.folder.File("link"));
        Assert.Equal(1, outcome.ExitCode);
        Assert.EndsWith("links form a cycle\n", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_through_a_pipe_is_the_model()
    {
        Outcome outcome = Shell.Run(
            this.folder.Path, "mkfifo pipe; cat pipe > received & $NABLA train iris --epochs 1 --output pipe && wait && cmp received m.safetensors && $NABLA inspect received");
        Assert.True(outcome.ExitCode == 0, outcome.Error);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    [InlineData("QUIT", 131)]
    public void Temporary_files_go_when_the_process_is_told_to_end(string signal, int exitCode)
    {
        // Rows come from a pipe that stays open, so that the command is in the middle of its file.
        Outcome outcome = Shell.Run(
            this.folder.Path,
            $"$NABLA datasets iris > rows.csv; mkdir out; mkfifo pipe; (cat rows.csv; exec sleep 60) > pipe & feeder=$!\n"
            + "env --default-signal=INT,QUIT,HUP,TERM $NABLA predict m.safetensors - --output out/p.csv < pipe & p=$!\n" // a shell ignores some for what runs beside it, whoever runs the tests others
            + "for i in $(seq 300); do ls -A out | grep -q . && break; sleep .1; done; ls -A out\n"
            + $"kill -{signal} $p; wait $p; code=$?; kill $feeder; ls -A out; exit $code");
        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Matches(@"^\.nabla-[^\n]+\.tmp\n$", outcome.Out);
    }

    private void Succeed(string line, string output)
    {
        Outcome outcome = Shell.Run(this.folder.Path, $"$NABLA {line.Replace("OUT", output, StringComparison.Ordinal)}");
        Assert.True(outcome.ExitCode == 0, $"{line}: {outcome.Error}");
    }

    private void SkipWithoutCharts(string line)
    {
        if (line.StartsWith("plot", StringComparison.Ordinal) || line.StartsWith("report", StringComparison.Ordinal) || line.Contains("--report", StringComparison.Ordinal))
            Assert.SkipUnless(Nabla.Reports.Report.CanDrawCharts, "a build without charts");
    }
}
