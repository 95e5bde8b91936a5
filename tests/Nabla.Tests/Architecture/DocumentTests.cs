using System.Text.RegularExpressions;

namespace Nabla.Tests.Architecture;

/// <summary>Pages say what is so: every C# snippet is compiled somewhere, every link leads somewhere.</summary>
public partial class DocumentTests
{
    private static readonly Lazy<string[]> Sources = new(() =>
    [
        .. new[] { "tests", "examples" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(file => Normal(File.ReadAllText(file))),
    ]);

    public static TheoryData<string> Names => [.. Document.All.Select(document => document.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_snippet_stands_in_a_test_or_an_example(string name)
    {
        foreach (string snippet in Find(name).Blocks("csharp"))
            Assert.True(Sources.Value.Any(source => source.Contains(Normal(snippet), StringComparison.Ordinal)), $"not compiled anywhere:\n{snippet}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_link_to_a_file_leads_to_one(string name)
    {
        string folder = Path.GetDirectoryName(Path.Combine(Repository.Root, name))!;
        foreach (Match match in Link().Matches(Find(name).Text))
        {
            string target = match.Groups[1].Value.Split('#')[0];
            if (target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("xref:", StringComparison.Ordinal)) // docs/site.sh checks those
                Assert.True(Path.Exists(Path.Combine(folder, target)), $"{name} links to {target}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_packages_page_has_no_link_into_the_repository(string name)
    {
        if (name.StartsWith("src", StringComparison.Ordinal))
            Assert.All(Link().Matches(Find(name).Text), link => Assert.Contains("://", link.Groups[1].Value, StringComparison.Ordinal));
    }

    [Fact]
    public void The_readmes_program_is_the_first_example()
    {
        string example = File.ReadAllText(Path.Combine(Repository.Root, "examples", "digits.cs"));
        string program = example[example.IndexOf("using", StringComparison.Ordinal)..];
        Assert.Equal(program.Trim(), Find("README.md").Blocks("csharp").First().Trim());
    }

    private static Document Find(string name) => Document.All.Single(document => document.Name == name);

    private static string Normal(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
