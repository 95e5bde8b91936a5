using System.CommandLine;
using Nabla.Cli.Commands;
using Nabla.Cli.Output;

namespace Nabla.Cli.Tests;

public class HelpTests
{
    private static readonly NablaCommand Root = new(new Streams(TextWriter.Null, TextWriter.Null));

    public static TheoryData<string> Commands => [.. Root.Subcommands.Select(command => command.Name)];

    [Fact]
    public void NablaAloneShowsHelpWithExamples()
    {
        Outcome alone = CommandLine.Succeed();
        GoldenText.Check("help", alone.Out);
        Assert.Equal(alone.Out, CommandLine.Succeed("--help").Out);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void EachCommandHasHelp(string command)
    {
        Outcome outcome = CommandLine.Succeed(command, "--help");
        GoldenText.Check($"help-{command}", outcome.Out);
        Assert.Contains("Examples:", outcome.Out, StringComparison.Ordinal);
        Assert.Empty(outcome.Error);
    }

    [Fact]
    public void HelpIsNoWiderThanATerminal()
    {
        foreach (Command command in (IEnumerable<Command>)[Root, .. Root.Subcommands])
        {
            using var text = new StringWriter();
            HelpText.Write(command, text);
            Assert.All(text.ToString().Split('\n'), line => Assert.True(line.TrimEnd('\r').Length <= 100, line));
        }
    }

    [Fact]
    public void EachExampleParses()
    {
        IEnumerable<Example> examples = NablaCommand.Examples.Concat(Root.Subcommands.Cast<NablaSubcommand>().SelectMany(command => command.Examples));
        Assert.All(examples, example =>
        {
            string arguments = example.CommandLine.Split(" >")[0]["nabla ".Length..];
            Assert.Empty(Root.Parse(System.CommandLine.Parsing.CommandLineParser.SplitCommandLine(arguments).ToArray()).Errors);
        });
    }

    [Fact]
    public void VersionIsThatOfThePackage() => Assert.Matches(@"^\d+\.\d+\.\d+(-[\w.]+)?\n$", CommandLine.Succeed("--version").Out);

    [Fact]
    public void DatasetsShowsAll() => GoldenText.Check("datasets", CommandLine.Succeed("datasets").Out);
}
