using System.Text.RegularExpressions;
using Nabla.Cli.Output;
using Nabla.Cli.Tests.Reproducibility;
using Nabla.Tests;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

/// <summary>Every <c>nabla</c> command of a page works, in the order in which the page shows them.</summary>
public partial class DocumentTests
{
    // These are fetched once from the network; their options are checked all the same.
    private const string Fetched = "mnist";

    public static TheoryData<string> Names => [.. Document.All.Select(document => document.Name)];

    // All of them in one process, each document in a folder of its own: starting a process for each command would take longer than the commands.
    private static readonly Lazy<ILookup<string, string>> Failures = new(RunAll);

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_commands_work(string name)
    {
        Assert.Empty(Failures.Value[name]);
        foreach (string[] args in Commands(name).Where(args => args.Contains(Fetched)))
            Assert.Empty(new NablaCommand(new Streams(TextWriter.Null, TextWriter.Null)).Parse(args).Errors);
    }

    private static ILookup<string, string> RunAll()
    {
        using var folder = new TemporaryFolder();
        (string Document, string[] Args)[] commands
            = [.. from document in Document.All from args in Commands(document.Name) where !args.Contains(Fetched) select (document.Name, args)];
        Dictionary<string, string> folders = commands.Select(command => command.Document).Distinct().ToDictionary(name => name, name => FolderOf(folder, name));
        string[] errors = CommandLinesHost.Errors(AppContext.BaseDirectory, commands.Select(command => (folders[command.Document], command.Args)));
        return commands.Zip(errors).Where(one => one.Second.Length > 0)
            .ToLookup(one => one.First.Document, one => $"nabla {string.Join(' ', one.First.Args)}: {one.Second}");
    }

    // A folder with the files that the pages' commands read.
    private static string FolderOf(TemporaryFolder all, string document)
    {
        string path = all.File(document.Replace('/', '-')), mnist = Path.Combine(path, "FOLDER");
        Directory.CreateDirectory(mnist);
        foreach ((string file, byte[] content) in IdxFile.TinyMnist())
            File.WriteAllBytes(Path.Combine(mnist, file), content);
        File.Copy(Flats.File, Path.Combine(path, Path.GetFileName(Flats.File)));
        return path;
    }

    private static IEnumerable<string[]> Commands(string name)
        => from block in Document.All.Single(document => document.Name == name).Blocks("sh")
           from line in block.Split('\n')
           where line.StartsWith("nabla ", StringComparison.Ordinal)
           select line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];

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
