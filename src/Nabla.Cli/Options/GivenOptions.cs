using System.CommandLine;

namespace Nabla.Cli.Options;

/// <summary>The options given on the command line itself, not by a file or recipe.</summary>
internal static class GivenOptions
{
    private const string No = "no-";

    /// <summary>Finds an option by its name without hyphens; null if the command has no such option.</summary>
    public static Option? FindOption(this Command command, string name) => command.Options.FirstOrDefault(option => option.IsCalled($"--{name}"));

    /// <summary>Whether an option is given, from any source.</summary>
    public static bool HasAny(this ParseResult given, IEnumerable<Option> options) => options.Any(option => given.GetResult(option) is { Implicit: false });

    /// <summary>Whether the command line has the option or its opposite.</summary>
    public static bool Has(this ParseResult given, Command command, string name)
    {
        string opposite = name.StartsWith(No, StringComparison.Ordinal) ? name[No.Length..] : No + name;
        return ((string[])[name, opposite]).Any(one => command.FindOption(one) is { } option && given.GetResult(option) is { Implicit: false });
    }
}
