using System.Diagnostics;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

public sealed class ProcessTests : IDisposable
{
    private const int SIGHUP = 1;
    private const int SIGINT = 2;
    private const int SIGTERM = 15;

    private static readonly string[] Endless = ["train", "iris", "--hidden", "64", "--epochs", "1000000000", "--report-every", "1000"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public void OneCommandTrainsAndAnotherUsesTheModel()
    {
        Outcome trained = CommandProcess.Run(this.folder.Path, "train", "digits", "--epochs", "5");
        Assert.Equal(0, trained.ExitCode);
        Assert.EndsWith("next: nabla predict digits.safetensors digits\n", trained.Out, StringComparison.Ordinal);
        Assert.Equal([this.folder.File("digits.safetensors")], Directory.EnumerateFileSystemEntries(this.folder.Path));

        Outcome predicted = CommandProcess.Run(this.folder.Path, "predict", "digits.safetensors", "digits");
        Assert.Equal(0, predicted.ExitCode);
        Assert.Equal(1797, predicted.Lines.Length);
        Assert.Empty(predicted.Error);
    }

    [Theory]
    [InlineData(SIGHUP, 129)]
    [InlineData(SIGINT, 130)]
    [InlineData(SIGTERM, 143)]
    public void ASignalSavesTheModel(int signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "POSIX signals");
        using CommandProcess process = CommandProcess.Start(this.folder.Path, [], Endless);
        process.WaitFor("epoch ");
        process.Signal(signal);
        Outcome outcome = process.End();
        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Matches(@"\nnabla: stopping[^\n]*\n(epoch [^\n]*\n)*nabla: interrupted: the model is that of epoch [1-9]\d*\n$", outcome.Error);
        Assert.Contains("saved iris.safetensors", outcome.Out, StringComparison.Ordinal);
        Assert.Equal([this.folder.File("iris.safetensors")], Directory.EnumerateFileSystemEntries(this.folder.Path));
        CommandLine.Succeed("inspect", this.folder.File("iris.safetensors"));
    }

    [Fact]
    public void ASecondSignalEndsTheProcessAtOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "POSIX signals");

        // A step that takes minutes, so that the first signal is not seen yet.
        string[] args = ["train", "circles", "--rows", "1000000", "--hidden", "1000,1000", "--batch-size", "full", "--epochs", "1"];
        using CommandProcess process = CommandProcess.Start(this.folder.Path, [], args);
        process.WaitFor("training ");
        process.Signal(SIGTERM);
        process.WaitFor("nabla: stopping");
        process.Signal(SIGINT);
        Outcome outcome = process.End();
        Assert.Equal(130, outcome.ExitCode);
        Assert.Empty(outcome.Out);
        Assert.Empty(Directory.EnumerateFileSystemEntries(this.folder.Path));
    }

    [Fact]
    public void UnderAGermanLocaleAllIsTheSame()
    {
        string[] train = ["train", "iris", "--epochs", "4", "--l2", "0.001", "--json"];
        (string, string)[] german = [("LANG", "de_DE.UTF-8"), ("LC_ALL", "de_DE.UTF-8"), ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "0")];
        static string WithoutTime(Outcome outcome)
            => System.Text.RegularExpressions.Regex.Replace(outcome.Out, "\"seconds\":[^,]*", "");

        string plain = WithoutTime(CommandProcess.Run(this.folder.Path, train));
        Assert.Equal(plain, WithoutTime(CommandProcess.Run(this.folder.Path, german, train)));

        Outcome predicted = CommandProcess.Run(this.folder.Path, german, "predict", "iris.safetensors", "iris", "--probabilities");
        Assert.Equal(CommandLine.Succeed("predict", this.folder.File("iris.safetensors"), "iris", "--probabilities").Out, predicted.Out);

        Outcome refused = CommandProcess.Run(this.folder.Path, german, "train", "iris", "--test-size", "1.5");
        Assert.Equal("nabla: option '--test-size': '1.5' is not a number from 0 to below 1\n", refused.Error);

        refused = CommandProcess.Run(this.folder.Path, german, "train", "iris", "--activation", "leaky-relu:-0.5");
        Assert.Equal("nabla: option '--activation': activation 'leaky-relu:-0.5': a slope of -0.5, expected 0 or more\n", refused.Error);
    }

    [Fact]
    public void OnATerminalThereIsALiveViewAndNoColorIsRespected()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "needs script of util-linux to play a terminal");
        string colored = this.OnATerminal([]);
        Assert.Contains("━", colored, StringComparison.Ordinal);
        Assert.Contains(colored, c => c is > '\u2800' and <= '\u28ff');
        Assert.Contains("\u001b[38;5;", colored, StringComparison.Ordinal);
        Assert.Contains("╭", colored, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[38;5;", this.OnATerminal([("NO_COLOR", "1")]), StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", this.OnATerminal([("TERM", "dumb")]), StringComparison.Ordinal);
    }

    private string OnATerminal((string Name, string Value)[] environment)
    {
        string dll = Path.Join(AppContext.BaseDirectory, "Nabla.Cli.dll");
        var start = new ProcessStartInfo("script", ["-qec", $"dotnet exec '{dll}' train iris --epochs 30", "/dev/null"])
        {
            WorkingDirectory = this.folder.Path,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment.Remove("NO_COLOR");
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return text;
    }
}
