using System.Diagnostics;
using System.Runtime.Versioning;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

/// <summary>What the world does to files: one sentence, exit code 1, and earlier files as they were.</summary>
[SupportedOSPlatform("linux")]
public sealed class FaultTests : IDisposable
{
    private const int SIGINT = 2;

    // Every checkpoint of this run takes some 100 kB.
    private static readonly string[] Checkpointed =
        ["train", "digits", "--hidden", "100", "--epochs", "6", "--validation-size", "0.1", "--checkpoint-every", "1", "--checkpoint-keep", "9", "--resume"];

    private readonly TemporaryFolder folder = new();

    public FaultTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "limits, mounts and users of Linux");

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public void A_full_disk_leaves_the_checkpoints_that_were_complete()
    {
        // A small disk in memory that only the script sees; a copy of it stays.
        const string Prepare = "mkdir full && mount -t tmpfs -o size=400k none full";
        Assert.SkipUnless(this.Script($"{Prepare} && umount full", "unshare", "-m").ExitCode == 0, "no right to mount a small disk");
        Directory.Delete(this.folder.File("full"));
        string command = string.Join(' ', Checkpointed);
        Outcome outcome = this.Script($"{Prepare} && $NABLA {command} --checkpoint full/run --output whole.safetensors; code=$?; cp -r full/run run; exit $code", "unshare", "-m");

        AssertRefused(outcome, @"^nabla: cannot write 'full/run/epoch-00000000[2-6]\.safetensors': No space left on device[^\n]*\n$");
        Assert.Empty(Directory.EnumerateFiles(this.folder.File("run"), ".nabla-*"));
        Assert.NotEmpty(Directory.EnumerateFiles(this.folder.File("run"), "epoch-*"));

        // With room again the run continues from them, to the model of a run without a break.
        Outcome resumed = CommandProcess.Run(this.folder.Path, [.. Checkpointed, "--checkpoint", "run", "--output", "resumed.safetensors"]);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.DoesNotContain("cannot be used", resumed.Error, StringComparison.Ordinal);
        CommandLine.Succeed([.. Checkpointed, "--checkpoint", this.folder.File("other"), "--output", this.folder.File("whole.safetensors")]);
        Assert.Equal(File.ReadAllBytes(this.folder.File("whole.safetensors")), File.ReadAllBytes(this.folder.File("resumed.safetensors")));
    }

    [Fact]
    public void A_model_that_does_not_fit_leaves_the_earlier_one()
    {
        // At most 16 kB a file. The variable keeps the runtime itself from writing one.
        byte[] earlier = this.EarlierModel("m.safetensors");
        Outcome outcome = this.Script("trap '' XFSZ; ulimit -f 32; DOTNET_EnableWriteXorExecute=0 exec $NABLA train digits --hidden 100 --epochs 1 --output m.safetensors");

        AssertRefused(outcome, @"^nabla: cannot write 'm\.safetensors': no file may be as large here\n$");
        Assert.Equal(earlier, File.ReadAllBytes(this.folder.File("m.safetensors")));
        Assert.Equal([this.folder.File("m.safetensors")], Directory.EnumerateFileSystemEntries(this.folder.Path));
    }

    [Theory]
    [InlineData("--output closed/m.safetensors", @"^nabla: output 'closed/m\.safetensors': folder '[^\n]*/closed' cannot be written to\n$")]
    [InlineData("--output m.safetensors --checkpoint closed", @"^nabla: checkpoint folder 'closed' cannot be written to: [^\n]*\n$")]
    [InlineData("--output m.safetensors --checkpoint closed/run", @"^nabla: checkpoint folder 'closed/run' cannot be written to: [^\n]*\n$")]
    public void A_folder_that_must_not_be_written_to_stays_as_it_is(string options, string sentence)
    {
        // Root may write everywhere, so it plays nobody.
        string[] asNobody = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [];
        File.SetUnixFileMode(this.folder.Path, (UnixFileMode)0b111_111_111);
        Outcome possible = this.Script("$NABLA --version", asNobody);
        Assert.SkipUnless(possible.ExitCode == 0, $"another user cannot run the program: {possible.Error}");
        Directory.CreateDirectory(this.folder.File("closed"));
        byte[] earlier = this.EarlierModel("closed/m.safetensors");
        File.SetUnixFileMode(this.folder.File("closed"), (UnixFileMode)0b101_101_101);
        Outcome outcome = this.Script($"exec $NABLA train iris --epochs 1 {options}", asNobody);
        File.SetUnixFileMode(this.folder.File("closed"), (UnixFileMode)0b111_101_101);

        AssertRefused(outcome, sentence);
        Assert.Equal([this.folder.File("closed/m.safetensors")], Directory.EnumerateFileSystemEntries(this.folder.File("closed")));
        Assert.Equal(earlier, File.ReadAllBytes(this.folder.File("closed/m.safetensors")));
    }

    [Fact]
    public void A_folder_in_the_models_place_stays_as_it_is()
    {
        Directory.CreateDirectory(this.folder.File("m.safetensors"));
        byte[] earlier = this.EarlierModel("m.safetensors/inside");
        AssertRefused(CommandProcess.Run(this.folder.Path, "train", "iris", "--output", "m.safetensors"), @"^nabla: output 'm\.safetensors' is a folder, expected a file\n$");
        Assert.Equal(earlier, File.ReadAllBytes(this.folder.File("m.safetensors/inside")));
    }

    [Fact]
    public void A_second_run_on_a_folder_of_checkpoints_is_refused_and_the_first_goes_on()
    {
        string[] run = ["train", "iris", "--hidden", "64", "--epochs", "1000000000", "--report-every", "100", "--checkpoint", "run", "--checkpoint-every", "50", "--resume"];
        using CommandProcess first = CommandProcess.Start(this.folder.Path, [], [.. run, "--output", "first.safetensors"]);
        first.WaitFor("epoch 200 ");
        Outcome second = CommandProcess.Run(this.folder.Path, [.. run, "--output", "second.safetensors"]);
        AssertRefused(second, @"^nabla: checkpoint folder 'run' is in use by another run\n$");
        Assert.False(File.Exists(this.folder.File("second.safetensors")));

        first.Signal(SIGINT);
        Assert.Equal(130, first.End().ExitCode);
        CommandLine.Succeed("inspect", this.folder.File("first.safetensors"));
        Assert.Equal(3, Directory.EnumerateFiles(this.folder.File("run"), "epoch-*").Count());

        // What the first one left is whole: a third run continues from it.
        using CommandProcess third = CommandProcess.Start(this.folder.Path, [], [.. run, "--output", "third.safetensors"]);
        third.WaitFor("epoch ");
        third.Signal(SIGINT);
        Outcome outcome = third.End();
        Assert.Equal(130, outcome.ExitCode);
        Assert.DoesNotContain("cannot be used", outcome.Error, StringComparison.Ordinal);
    }

    private static void AssertRefused(Outcome outcome, string sentence)
    {
        Assert.Equal(1, outcome.ExitCode);
        Assert.Empty(outcome.Out);
        string[] ofTraining = ["training ", "epoch "];
        string said = string.Concat(outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !ofTraining.Any(beginning => line.StartsWith(beginning, StringComparison.Ordinal))).Select(line => $"{line}\n"));
        Assert.Matches(sentence, said);
    }

    private byte[] EarlierModel(string name)
    {
        CommandLine.Succeed("train", "iris", "--epochs", "1", "--output", this.folder.File(name));
        return File.ReadAllBytes(this.folder.File(name));
    }

    private Outcome Script(string script, params string[] before) => Shell.Run(this.folder.Path, script, before);
}
