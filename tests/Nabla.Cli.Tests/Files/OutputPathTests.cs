using System.CommandLine;
using Nabla.Cli.Commands;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

/// <summary>No output may be an input or another output, whatever names it: nothing is read, nothing is lost.</summary>
public sealed class OutputPathTests : IDisposable
{
    // A command line for each option that writes, with each of the files that the command reads.
    private static readonly (string Option, string[] Line, string[] Inputs)[] Lines =
    [
        ("pack --output", ["pack", "d.csv", "--target", "class"], ["d.csv", "c.json:--config"]),
        ("train --output", ["train", "d.csv", "--target", "class"], ["d.csv", "m.safetensors:--from", "m.safetensors:--like", "v.csv:--validation", "v.csv:--test", "c.json:--config"]),
        ("train --report", ["train", "d.csv", "--target", "class"], ["d.csv", "m.safetensors:--from", "m.safetensors:--like", "v.csv:--validation", "v.csv:--test", "c.json:--config"]),
        ("tune --output", ["tune", "d.csv", "--target", "class"], ["d.csv", "v.csv:--validation", "v.csv:--test", "c.json:--config"]),
        ("tune --log", ["tune", "d.csv", "--target", "class"], ["d.csv", "v.csv:--validation", "v.csv:--test", "c.json:--config"]),
        ("predict --output", ["predict", "m.safetensors", "d.csv"], ["m.safetensors", "d.csv", "c.json:--config"]),
        ("merge --output", ["merge", "1.part", "2.part"], ["1.part", "2.part", "c.json:--config"]),
        ("report --output", ["report", "m.safetensors", "d.csv"], ["m.safetensors", "d.csv", "c.json:--config"]),
        ("plot --output", ["plot", "m.safetensors", "d.csv"], ["m.safetensors", "d.csv", "c.json:--config"]),
        ("export --output", ["export", "m.safetensors"], ["m.safetensors", "c.json:--config"]),
        ("datasets --output", ["datasets", "iris"], ["c.json:--config"]),
    ];

    private readonly TemporaryFolder folder = new();

    public OutputPathTests()
    {
        CommandLine.Succeed("datasets", "iris", "--output", this.folder.File("d.csv"));
        CommandLine.Succeed("train", this.folder.File("d.csv"), "--target", "class", "--epochs", "1", "--output", this.folder.File("m.safetensors"));
        File.Copy(this.folder.File("d.csv"), this.folder.File("v.csv"));
        File.WriteAllText(this.folder.File("c.json"), "{}");
        foreach (string part in (string[])["1.part", "2.part"])
            File.WriteAllText(this.folder.File(part), part);
        Directory.CreateDirectory(this.folder.File("inside"));
    }

    public static TheoryData<string, string, string> Cases()
    {
        var cases = new TheoryData<string, string, string>();
        foreach ((string option, _, string[] inputs) in Lines)
        {
            foreach (string input in inputs)
            {
                foreach (string name in (string[])["itself", "the long way", "a link", "a link to a link", "a second name", "through a linked folder"])
                    cases.Add(option, input, name);
            }
        }

        return cases;
    }

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public void Every_option_with_a_path_is_among_the_cases()
    {
        var root = new NablaCommand(new Streams(TextWriter.Null, TextWriter.Null) { In = () => Stream.Null });
        IEnumerable<string> options = root.Subcommands.OfType<NablaSubcommand>()
            .SelectMany(command => command.Options.OfType<PathOption>().Where(option => option.Role == PathRole.Output).Select(option => $"{command.Name} {option.Name}"));
        Assert.Equal(Lines.Select(line => line.Option).Order(StringComparer.Ordinal), options.Order(StringComparer.Ordinal));
        Assert.All(Lines, line =>
        {
            IEnumerable<string> read = root.Subcommands.First(command => command.Name == line.Line[0]).Options.OfType<PathOption>().Where(option => option.Role == PathRole.Input).Select(option => option.Name);
            Assert.Equal(read.Order(StringComparer.Ordinal), line.Inputs.Where(input => input.Contains(':', StringComparison.Ordinal)).Select(input => input.Split(':')[1]).Order(StringComparer.Ordinal));
        });
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_output_that_is_an_input_is_refused(string option, string input, string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links");
        (string file, string? through) = input.Split(':') is [var path, var given] ? (path, given) : (input, null);
        string[] line = Lines.First(one => one.Option == option).Line;
        byte[] before = File.ReadAllBytes(this.folder.File(file));
        string output = this.Named(file, name);
        Outcome outcome = CommandLine.Run(
        [
            .. line.Select(word => word.Contains('.', StringComparison.Ordinal) ? this.folder.File(word) : word),
            .. through is null ? (string[])[] : [through, this.folder.File(file)],
            option.Split(' ')[1], output,
        ]);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Empty(outcome.Out);
        Assert.Matches(@"^nabla: option '--[a-z]+' '[^\n]*' is the same file as [^\n]+, an input that would be lost: choose another file\n$", outcome.Error);
        Assert.Equal(before, File.ReadAllBytes(this.folder.File(file)));
    }

    [Theory]
    [InlineData("train", "--output", "--report")]
    [InlineData("tune", "--output", "--log")]
    public void Two_outputs_in_one_file_are_refused(string command, string one, string other)
    {
        foreach (string name in (string[])["new", "./new"])
        {
            Outcome outcome = CommandLine.Run(command, "iris", one, this.folder.File("new"), other, Path.Join(this.folder.Path, name));
            Assert.Equal(1, outcome.ExitCode);
            Assert.Contains("is the same file as option '--", outcome.Error, StringComparison.Ordinal);
            Assert.EndsWith(": choose different files\n", outcome.Error, StringComparison.Ordinal);
            Assert.False(File.Exists(this.folder.File("new")));
        }
    }

    [Theory]
    [InlineData("run", "is the same as option '--checkpoint'")]
    [InlineData("run/epoch-000000001.safetensors", "is one of the checkpoints in option '--checkpoint'")]
    [InlineData("run/.lock", "is one of the checkpoints in option '--checkpoint'")]
    public void An_output_among_the_checkpoints_is_refused(string output, string sentence)
    {
        if (output.Contains('/', StringComparison.Ordinal))
            Directory.CreateDirectory(this.folder.File("run"));
        Outcome outcome = CommandLine.Run("train", "iris", "--checkpoint", this.folder.File("run"), "--output", this.folder.File(output));
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(sentence, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_usual_name_is_never_that_of_an_input()
    {
        using var elsewhere = new TemporaryFolder();
        string script = "$NABLA datasets iris --output iris.csv && $NABLA train iris.csv --target class --epochs 1 && cp iris.safetensors before"
            + " && $NABLA train iris.csv --target class --from iris.safetensors --epochs 1 && cmp iris.safetensors before && ls";
        Outcome outcome = Shell.Run(elsewhere.Path, script);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.EndsWith("before\niris-2.safetensors\niris.csv\niris.safetensors\n", outcome.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$NABLA predict m.safetensors d.csv >> d.csv", "d.csv")]
    [InlineData("$NABLA predict m.safetensors - < d.csv >> d.csv", "d.csv")]
    [InlineData("$NABLA evaluate m.safetensors d.csv 2>> d.csv", "d.csv")]
    [InlineData("$NABLA train - --target class --output d.csv < d.csv", "d.csv")]
    [InlineData("$NABLA train iris --output d.csv >> d.csv", "d.csv")]
    [InlineData("$NABLA inspect m.safetensors >> m.safetensors", "m.safetensors")]
    public void Redirected_handles_are_files_too(string script, string file)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a shell of Unix");
        byte[] before = File.ReadAllBytes(this.folder.File(file));
        Outcome outcome = Shell.Run(this.folder.Path, script);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("the same file as ", outcome.Out + outcome.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(this.folder.File(file)));
    }

    private string Named(string file, string name)
    {
        string path = this.folder.File(file);
        switch (name)
        {
            case "the long way":
                return Path.Join(this.folder.Path, "inside", "..", file);
            case "a link":
                File.CreateSymbolicLink(this.folder.File("link"), path);
                return this.folder.File("link");
            case "a link to a link":
                File.CreateSymbolicLink(this.folder.File("link"), file);
                File.CreateSymbolicLink(this.folder.File("inside/link"), "../link");
                return this.folder.File("inside/link");
            case "a second name":
                Assert.Equal(0, Shell.Run(this.folder.Path, $"ln {file} second").ExitCode);
                return this.folder.File("second");
            case "through a linked folder":
                Directory.CreateSymbolicLink(this.folder.File("inside/folder"), this.folder.Path);
                return this.folder.File($"inside/folder/{file}");
            default:
                return path;
        }
    }
}
