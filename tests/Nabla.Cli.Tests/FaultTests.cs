using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

/// <summary>Disks that are full, folders that may not be written to, two runs in one place: one sentence, and earlier files are as they were.</summary>
public sealed class FaultTests : IDisposable
{
    private const int SIGTERM = 15;

    // Files of at most 16 KB: writing on is refused as on a full disk. The runtime's own large file is not needed without W^X.
    private static readonly string[] SmallFiles = ["bash", "-c", "trap '' XFSZ; ulimit -f 16; exec \"$@\"", "bash"];
    private static readonly (string, string)[] NoLargeFiles = [("DOTNET_EnableWriteXorExecute", "0")];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    [Theory]
    [InlineData("m.safetensors", "--output", "m.safetensors")]
    [InlineData("checkpoints", "--checkpoint", "checkpoints", "--checkpoint-every", "1", "--output", "m.safetensors")]
    public void AFullDiskEndsTheRun(string named, params string[] options)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs ulimit");
        string model = this.folder.File("m.safetensors");
        File.WriteAllText(model, "earlier");
        Outcome outcome = CommandProcess.RunUnder(SmallFiles, this.folder.Path, NoLargeFiles, ["train", "digits", "--epochs", "2", .. options]);
        Refused(outcome, $"^nabla: cannot write '[^']*{named}[^']*': the file is too large");
        Assert.Equal("earlier", File.ReadAllText(model));
        Assert.Empty(Directory.EnumerateFiles(this.folder.Path, "*.tmp", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }));
    }

    [Fact]
    public void AFolderThatMayNotBeWrittenToIsSaidBeforeTraining()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs permissions");
        string shut = Directory.CreateDirectory(this.folder.File("shut")).FullName, model = Path.Join(shut, "m.safetensors");
        File.WriteAllText(model, "earlier");
        File.SetUnixFileMode(shut, (UnixFileMode)Convert.ToInt32("555", 8));
        File.SetUnixFileMode(this.folder.Path, (UnixFileMode)Convert.ToInt32("777", 8));

        // To the superuser all folders are open, so the run is that of nobody.
        string[] nobody = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : ["env"];
        string[] run = ["train", "digits", "--epochs", "1"];
        Outcome output = CommandProcess.RunUnder(nobody, this.folder.Path, [], [.. run, "--output", "shut/m.safetensors"]);
        Outcome checkpoint = CommandProcess.RunUnder(nobody, this.folder.Path, [], [.. run, "--checkpoint", "shut/checkpoints"]);
        File.SetUnixFileMode(shut, (UnixFileMode)Convert.ToInt32("755", 8));

        Refused(output, "^nabla: output 'shut/m.safetensors': folder '.*' cannot be written to");
        Refused(checkpoint, "^nabla: checkpoint folder 'shut/checkpoints' cannot be written to");
        Assert.Equal("earlier", File.ReadAllText(model));
        Assert.Equal([model], Directory.EnumerateFileSystemEntries(shut));
    }

    [Fact]
    public void ASecondRunOnACheckpointFolderIsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "POSIX signals");
        string[] run = ["train", "iris", "--epochs", "1000000000", "--report-every", "1000", "--checkpoint", "checkpoints", "--resume"];
        using CommandProcess first = CommandProcess.Start(this.folder.Path, [], [.. run, "--output", "first.safetensors"]);
        first.WaitFor("epoch ");
        Outcome second = CommandProcess.Run(this.folder.Path, [.. run, "--output", "second.safetensors"]);
        first.Signal(SIGTERM);

        Refused(second, "^nabla: checkpoint folder 'checkpoints' is in use by another run");
        Assert.Equal(143, first.End().ExitCode);
        CommandLine.Succeed("inspect", this.folder.File("first.safetensors"));
        Assert.False(File.Exists(this.folder.File("second.safetensors")));
    }

    private static void Refused(Outcome outcome, string sentence)
    {
        Assert.Equal(1, outcome.ExitCode);
        Assert.Matches(sentence, outcome.Error.TrimEnd('\n').Split('\n')[^1]);
        Assert.Single(outcome.Error.Split('\n'), line => line.StartsWith("nabla: ", StringComparison.Ordinal));
        Assert.Empty(outcome.Out);
    }
}
