namespace Nabla.Tests.Learning;

/// <summary>Parts of pages that tests compute: what stands between <c>&lt;!-- begin: name --&gt;</c> and <c>&lt;!-- end: name --&gt;</c>.</summary>
internal static class PageBlock
{
    /// <summary>Checks that a part of a page is what was computed; with NABLA_UPDATE_GOLDEN=1 writes it there.</summary>
    public static void Holds(string page, string name, string computed)
    {
        string path = Path.Combine(Repository.Root, "docs", "guide", page), text = File.ReadAllText(path);
        string begin = $"<!-- begin: {name} -->\n", end = $"<!-- end: {name} -->";
        int from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length, to = text.IndexOf(end, StringComparison.Ordinal);
        Assert.True(from >= begin.Length && to >= from, $"{page} has no place for {name}");
        computed = computed.TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable("NABLA_UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, text[..from] + computed + text[to..]);
        else
            Assert.Equal(computed, text[from..to]);
    }

    /// <summary>A table of Markdown, numbers to the right.</summary>
    public static string Table(string[] headings, IEnumerable<string[]> rows)
    {
        string[][] all = [.. rows];
        bool Numeric(int column) => all.All(row => row[column].Any(char.IsDigit) && !row[column].Any(char.IsAsciiLetterLower));
        IEnumerable<string> rules = headings.Select((_, column) => Numeric(column) ? "--:" : "---");
        return string.Concat(new[] { headings }.Concat([[.. rules]]).Concat(all).Select(row => $"| {string.Join(" | ", row)} |\n"));
    }
}
