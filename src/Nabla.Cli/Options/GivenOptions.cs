using System.CommandLine;

namespace Nabla.Cli.Options;

/// <summary>What a command line says itself, against options from elsewhere.</summary>
internal static class GivenOptions
{
    private const string No = "no-";

    /// <summary>The option of a name without its hyphens; null if the command has none.</summary>
    public static Option? FindOption(this Command command, string name) => command.Options.FirstOrDefault(option => option.IsCalled($"--{name}"));

    /// <summary>Whether one of some options is given.</summary>
    public static bool HasAny(this ParseResult given, IEnumerable<Option> options) => options.Any(option => given.GetResult(option) is { Implicit: false });

    /// <summary>Whether the command line has the option, or its opposite.</summary>
    public static bool Has(this ParseResult given, Command command, string name)
    {
        string opposite = name.StartsWith(No, StringComparison.Ordinal) ? name[No.Length..] : No + name;
        return ((string[])[name, opposite]).Any(one => command.FindOption(one) is { } option && given.GetResult(option) is { Implicit: false });
    }
}
