using System.Diagnostics;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests.Reproducibility;

/// <summary>What goes wrong with files while a run goes on is said in one sentence, and earlier files stay as they are.</summary>
public sealed class FaultTests : IDisposable
{
    private static readonly string[] Train = ["train", "iris", "--hidden", "8", "--epochs", "4", "--checkpoint-every", "1"];

    private readonly TemporaryFolder folder = new();

    private string Checkpoints => this.folder.File("checkpoints");

    private string Model => this.folder.File("model.safetensors");

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public void AFullDeviceIsSaid()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full");
        Assert.Matches("^cannot write '/dev/full': No space left on device", Refused([.. Train, "--checkpoint", this.Checkpoints, "--output", "/dev/full"]));
        Assert.Equal(3, Directory.GetFiles(this.Checkpoints, "epoch-*").Length);

        // What was trained is not lost.
        CommandLine.Succeed([.. Train, "--checkpoint", this.Checkpoints, "--resume", "--output", this.Model]);
    }

    [Fact]
    public void ADiskThatFillsUpLeavesTheCheckpointsThatAreThere()
    {
        string disk = this.folder.File("disk");
        Directory.CreateDirectory(disk);
        Assert.SkipUnless(Succeeds("mount", "-t", "tmpfs", "-o", "size=48k", "tmpfs", disk), "needs the right to mount a small disk");
        try
        {
            string[] train = [.. Train, "--hidden", "60,20", "--checkpoint", Path.Join(disk, "checkpoints"), "--output", this.Model];
            Assert.Matches("^cannot write '.*epoch-.*': No space left on device", Refused(train));
            string[] left = Directory.GetFiles(Path.Join(disk, "checkpoints"));
            Assert.NotEmpty(left.Where(file => file.EndsWith(".safetensors", StringComparison.Ordinal)));
            Assert.DoesNotContain(left, file => file.EndsWith(".tmp", StringComparison.Ordinal));
            Assert.False(File.Exists(this.Model));
            Assert.Matches("^cannot write '.*epoch-.*': No space left on device", Refused([.. train, "--resume"])); // from what is there
        }
        finally
        {
            Assert.True(Succeeds("umount", disk));
        }
    }

    [Fact]
    public void AFolderThatCannotBeWrittenToIsSaidBeforeTraining()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "needs a folder that not even root may write to");
        Assert.StartsWith("checkpoint folder '/proc/nabla' cannot be written to: ", Refused([.. Train, "--checkpoint", "/proc/nabla", "--output", this.Model]), StringComparison.Ordinal);
        Assert.StartsWith("output '/proc/model': folder '/proc' cannot be written to", Refused([.. Train, "--checkpoint", this.Checkpoints, "--output", "/proc/model"]), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(this.folder.Path));
    }

    [Fact]
    public void AnOutputThatIsAFolderIsSaidAndCheckpointsStay()
    {
        CommandLine.Succeed([.. Train, "--checkpoint", this.Checkpoints, "--output", this.Model]);
        string[] before = [.. Directory.GetFiles(this.Checkpoints).Order()];
        Assert.Equal($"output '{this.folder.Path}' is a folder, wanted a file", Refused([.. Train, "--checkpoint", this.Checkpoints, "--resume", "--output", this.folder.Path]));
        Assert.Equal(before, Directory.GetFiles(this.Checkpoints).Order());
    }

    [Fact]
    public void TwoRunsCannotHaveOneFolderOfCheckpoints()
    {
        string[] endless = ["train", "iris", "--epochs", "1000000000", "--report-every", "100", "--checkpoint", this.Checkpoints, "--checkpoint-every", "50"];
        using CommandProcess first = CommandProcess.Start(this.folder.Path, [], endless);
        first.WaitFor("epoch 200 ");
        Assert.Equal($"checkpoint folder '{this.Checkpoints}' is in use by another run", Refused([.. endless, "--resume", "--output", this.Model]));
        first.Signal(9);
        first.Wait();

        // Free again, though the file that was locked is still there.
        Assert.Contains("epochs 1000000000, this run has 4", Refused([.. Train, "--hidden", "64", "--checkpoint", this.Checkpoints, "--resume"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--resume", "option '--resume' needs '--checkpoint DIR'")]
    [InlineData("--early-stopping", "early stopping needs a validation part to judge by")]
    [InlineData("--dropout 0.1,0.2", "2 dropout probabilities for 1 hidden layers, wanted one for all or one for each")]
    [InlineData("--dropout 1", "option '--dropout': '1' is not a probability from 0 to below 1")]
    [InlineData("--class-weight 1,2", "2 class weights for 3 classes: setosa, versicolor, virginica")]
    [InlineData("--class-weight even", "option '--class-weight': 'even' is not a number above 0: wanted balanced, or a weight for each class, as in 1,2.5")]
    [InlineData("--solver lbfgs --dropout 0.1", "LBFGS evaluates a point more than once and compares costs, so it cannot train with dropout; use a first-order rule such as adam")]
    [InlineData("--solver lbfgs --weight-decay 0.1", "lbfgs takes the gradient of the cost alone, so it cannot train with weight decay; an L2 penalty is part of the cost")]
    [InlineData("--solver lbfgs --schedule cosine", "lbfgs finds its steps itself and has no learning rate for schedule cosine:100:0")]
    [InlineData("--solver adamw --weight-decay 0.1", "adamw has a weight decay of its own, as in adamw:0.01; set only one")]
    [InlineData("--hidden  --dropout 0.1", "dropout and normalization are for hidden layers, and there are none")]
    public void OptionsThatMakeNoSenseAreSaid(string options, string sentence)
        => Assert.Equal(sentence, Refused(["train", "iris", "--output", this.Model, .. options.Split(' ')]));

    private static string Refused(string[] args)
    {
        Outcome outcome = CommandLine.Run(args);
        Assert.Equal(1, outcome.ExitCode);
        string last = outcome.Error.TrimEnd('\n').Split('\n')[^1];
        Assert.StartsWith("nabla: ", last, StringComparison.Ordinal);
        return last["nabla: ".Length..];
    }

    private static bool Succeeds(string command, params string[] args)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, args) { UseShellExecute = false, RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
