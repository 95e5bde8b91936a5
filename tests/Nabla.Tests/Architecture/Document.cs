using System.Text.RegularExpressions;

namespace Nabla.Tests;

/// <summary>A Markdown page of the repository and its fenced blocks.</summary>
internal sealed partial record Document(string Name, string Text)
{
    /// <summary>README, CHANGELOG and CONTRIBUTING, the packages' READMEs, and everything under docs and .github.</summary>
    public static IReadOnlyList<Document> All { get; } =
    [
        .. new[] { "README.md", "CHANGELOG.md", "CONTRIBUTING.md" }
            .Concat(Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src")).Select(folder => Path.Combine(folder, "README.md")).Where(File.Exists)
                .Concat(new[] { "docs", ".github" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.md", SearchOption.AllDirectories))
                    .Where(file => !file.StartsWith(Path.Combine(Repository.Root, "docs", "obj"), StringComparison.Ordinal))) // the site, once it was made
                .Select(file => Path.GetRelativePath(Repository.Root, file)).Order(StringComparer.Ordinal))
            .Select(name => new Document(name, File.ReadAllText(Path.Combine(Repository.Root, name)))),
    ];

    /// <summary>The blocks of a language.</summary>
    public IEnumerable<string> Blocks(string language)
        => Fence().Matches(this.Text).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value);

    /// <inheritdoc/>
    public override string ToString() => this.Name;

    [GeneratedRegex(@"^```(\w+)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
