using System.Text.RegularExpressions;
using Nabla.Cli.Output;
using Nabla.Tests;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

/// <summary>Every <c>nabla</c> command of a page works, in the order in which the page shows them.</summary>
public partial class DocumentTests
{
    // These are fetched once from the network; their options are checked all the same.
    private const string Fetched = "mnist";

    public static TheoryData<string> Names => [.. Document.All.Select(document => document.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_commands_work(string name)
    {
        using var folder = new TemporaryFolder();
        foreach ((string file, byte[] content) in IdxFile.TinyMnist())
        {
            Directory.CreateDirectory(folder.File("FOLDER"));
            File.WriteAllBytes(Path.Combine(folder.File("FOLDER"), file), content);
        }

        File.Copy(Flats.File, folder.File(Path.GetFileName(Flats.File)));
        Document document = Document.All.Single(d => d.Name == name);
        foreach (string command in document.Blocks("sh").SelectMany(block => block.Split('\n')).Where(line => line.StartsWith("nabla ", StringComparison.Ordinal)))
        {
            string[] args = [.. command.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
            if (args.Contains(Fetched))
            {
                Assert.Empty(new NablaCommand(new Streams(TextWriter.Null, TextWriter.Null)).Parse(args).Errors);
                continue;
            }

            Outcome outcome = CommandProcess.Run(folder.Path, args);
            Assert.True(outcome.ExitCode == 0, $"{command}: exit code {outcome.ExitCode}: {outcome.Error}");
        }
    }

    /// <summary>What only a cluster can run: its command lines are understood.</summary>
    [Fact]
    public void Commands_of_clusters_are_understood()
    {
        Document page = Document.All.Single(d => d.Name == "docs/guide/many-machines.md");
        string[] commands = [.. page.Blocks("bash").Concat(page.Blocks("yaml")).SelectMany(block => Command().Matches(Plain(block)).Select(match => match.Value))];
        Assert.Equal(7, commands.Length);
        Assert.All(commands, command => Assert.Empty(
            new NablaCommand(new Streams(TextWriter.Null, TextWriter.Null)).Parse(command.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).ToArray(), Program.Parsing).Errors));

        // One line each, lists of words as words, and a number for what the shell puts in.
        static string Plain(string block) => Variable().Replace(block.Replace("\\\n", " ", StringComparison.Ordinal).Replace(", ", " ", StringComparison.Ordinal).Replace("\"", string.Empty, StringComparison.Ordinal), "2");
    }

    [GeneratedRegex(@"\bnabla (train|predict) [^\n'\]]+")]
    private static partial Regex Command();

    [GeneratedRegex(@"\$\(\([^)]*\)\)|\$\w+")]
    private static partial Regex Variable();
}
