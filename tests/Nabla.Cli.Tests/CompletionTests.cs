using System.Diagnostics;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

public sealed class CompletionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public CompletionTests()
    {
        File.WriteAllText(this.folder.File("people.csv"), "age;\"last, first\";income\n1;a;3\n2;b;4\n");
        File.WriteAllText(this.folder.File("people.safetensors"), "");
    }

    public void Dispose() => this.folder.Dispose();

    [Theory]
    [InlineData("tra", "train")]
    [InlineData("train iri", "iris")]
    [InlineData("train iris --precision ", "double", "float")]
    [InlineData("train iris --activation sel", "selu")]
    [InlineData("train iris --output-activation soft", "softmax", "softplus")]
    [InlineData("train iris --loss cross", "cross-entropy")]
    [InlineData("train iris --optimizer lev", "levenberg-marquardt")]
    [InlineData("train iris --schedule cos", "cosine", "coslog")]
    [InlineData("train iris --init glorot", "glorot-normal", "glorot-uniform")]
    [InlineData("train iris --learn", "--learning-rate")]
    [InlineData("evaluate m.safetensors iris --part t", "test", "train")]
    [InlineData("completion ", "bash", "fish", "pwsh", "zsh")]
    [InlineData("train iris --epochs ")]
    public void ALineGoesOn(string line, params string[] words) => Assert.Equal(words, Words(line));

    [Fact]
    public void CommandsComeFirstAndOptionsWhereNothingElseIsToCome()
    {
        Assert.DoesNotContain("--help", Words(""));
        Assert.Contains("explain", Words(""));
        Assert.Contains("--epochs", Words("train iris "));
        Assert.DoesNotContain("-?", Words("train iris "));
    }

    [Fact]
    public void FilesModelsAndColumnsAreOffered()
    {
        string start = this.folder.Path + Path.DirectorySeparatorChar;
        Assert.Equal([$"{start}people.csv", $"{start}people.safetensors"], Words($"train {start}p"));
        Assert.Equal([$"{start}people.safetensors"], Words($"predict {start}"));
        Assert.Equal(["age"], Words($"train {start}people.csv --target a"));
        Assert.Equal(["age,age", "age,income", "age,\"last, first\""], Words($"train {start}people.csv --ignore age,").OrderBy(word => word.Length));
        Assert.Empty(Words($"train {start}people.safetensors --target "));
        Assert.Empty(Words($"train {start}nowhere/p"));
    }

    [Theory]
    [InlineData("[suggest]")]
    [InlineData("[suggest:x]")]
    [InlineData("[suggest:-3]", "train ")]
    [InlineData("[suggest:9999]", "train \"un")]
    public void AStrangeQuestionDoesNoHarm(params string[] args) => Assert.Empty(CommandLine.Succeed(args).Error);

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public void ThereIsAScriptForEachShell(string shell) => GoldenText.Check($"completion-{shell}", CommandLine.Succeed("completion", shell).Out);

    [Fact]
    public void AnotherShellIsRefused()
        => Assert.Equal("nabla: unknown shell 'cmd': known are bash, zsh, fish, pwsh\n", CommandLine.Run("completion", "cmd").Error);

    [Fact]
    public void BashCompletesByItsScript()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/bash"), "needs bash");
        string script = $$"""
            nabla() { dotnet exec '{{Path.Join(AppContext.BaseDirectory, "Nabla.Cli.dll")}}' "$@"; }
            compopt() { :; }
            eval "$(nabla completion bash)"
            COMP_WORDS=(nabla train people.csv --target inc)
            COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}; COMP_CWORD=4
            _nabla
            printf '%s\n' "${COMPREPLY[@]}"
            """;
        var start = new ProcessStartInfo("/usr/bin/bash", ["-c", script]) { WorkingDirectory = this.folder.Path, UseShellExecute = false, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        Assert.Equal("income\n", process.StandardOutput.ReadToEnd());
    }

    private static string[] Words(string line)
        => CommandLine.Succeed($"[suggest:{line.Length}]", line).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
