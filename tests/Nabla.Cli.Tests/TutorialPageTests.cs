using System.CommandLine;
using System.Text.RegularExpressions;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Reports.Tutorials;
using Nabla.Tests;

namespace Nabla.Cli.Tests;

/// <summary>docs/tutorials.md: what it names is there. Its links are checked with those of all pages.</summary>
public partial class TutorialPageTests
{
    private static readonly Document Page = Document.All.Single(document => document.Name == Path.Combine("docs", "tutorials.md"));

    private static readonly string[][] Items =
    [
        .. Page.Text.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| item |", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split(" | ")),
    ];

    [Fact]
    public void Each_item_of_the_five_tutorials_has_a_place()
    {
        Assert.InRange(Items.Length, 120, 200);
        Assert.Equal(5, Page.Text.Split('\n').Count(line => line.StartsWith("## ", StringComparison.Ordinal)));
        Assert.All(Items, item => Assert.True(item.Length == 2 && Place().IsMatch(item[1]), string.Join(" | ", item)));
    }

    [Fact]
    public void Each_command_picture_option_and_recipe_is_there()
    {
        var root = new NablaCommand(new Streams(TextWriter.Null, TextWriter.Null));
        string[] options = [.. root.Subcommands.SelectMany(command => command.Options).SelectMany(option => option.Aliases.Append(option.Name)).Distinct()];
        foreach (string code in Items.SelectMany(item => Code().Matches(item[1]).Select(match => match.Groups[1].Value)))
        {
            string[] words = code.Split(' ');
            if (words[0] == "nabla")
            {
                Assert.Contains(words[1], root.Subcommands.Select(command => command.Name));
                if (words is ["nabla", "plot", var picture])
                    Assert.Contains(picture, TutorialPictures.All.Select(one => one.Name));
                if (words is ["nabla", "train" or "gradcheck", _, ..])
                    Assert.True(root.Parse(words[1..]).Errors.Count == 0, code);
            }

            Assert.All(words.Where(word => word.StartsWith("--", StringComparison.Ordinal)), option => Assert.Contains(option, options));
            if (Array.IndexOf(words, "--recipe") is >= 0 and var at)
                Assert.Contains(words[at + 1], Recipes.All.Select(recipe => recipe.Name));
        }
    }

    [GeneratedRegex("`[^`]+`|\\]\\([^)]+\\)")]
    private static partial Regex Place();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
