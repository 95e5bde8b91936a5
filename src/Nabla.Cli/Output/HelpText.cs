using System.CommandLine;
using Nabla.Cli.Commands;
using Nabla.Cli.Options;

namespace Nabla.Cli.Output;

/// <summary>An example command line and its description.</summary>
internal sealed record Example(string CommandLine, string Purpose);

/// <summary>Writes the help of a command: usage, arguments, options by group, examples.</summary>
internal static class HelpText
{
    private const int Width = 100;
    private const int WidestOption = 28;
    private const int WidestExample = 56;

    /// <summary>Writes the help of a command.</summary>
    public static void Write(Command command, TextWriter writer)
    {
        var nabla = command as NablaSubcommand;
        string usage = string.Join(' ', [nabla is null ? "nabla COMMAND" : $"nabla {command.Name}", .. command.Arguments.Select(Shown), "[options]"]);
        foreach (string line in Wrap(command.Description ?? string.Empty, Width))
            writer.WriteLine(line);
        writer.WriteLine();
        writer.WriteLine("Usage:");
        writer.WriteLine($"  {usage}");
        Section("Commands", command.Subcommands.Select(c => (c.Name, c.Description)), writer);
        Section("Arguments", command.Arguments.Select(a => (Shown(a), a.Description)), writer);
        IReadOnlyList<OptionGroup> groups = nabla?.OptionGroups ?? [];
        foreach (OptionGroup group in groups)
            Section(group.Title, group.Options.Select(Row), writer);
        IEnumerable<Option> others = command.Options.Except(groups.SelectMany(group => group.Options)).Where(option => !option.Hidden);
        Section(groups.Count > 0 ? "Other" : "Options", [.. others.Select(Row), .. nabla is null ? [] : HelpRow], writer);
        Section("Names", groups.SelectMany(group => group.Names()).Select(names => (names.What, (string?)names.Names)), writer);
        IReadOnlyList<Example> examples = nabla?.Examples ?? NablaCommand.Examples;
        Section("Examples", examples.Select(example => (example.CommandLine, (string?)example.Purpose)), writer, WidestExample);
    }

    private static string Shown(Argument argument) => argument.Arity.MinimumNumberOfValues == 0 ? $"[{argument.Name}]" : argument.Name;

    private static (string, string?)[] HelpRow => [("--help", "show help")];

    private static (string Left, string? Right) Row(Option option)
        => (option.HelpName is null ? option.Name : $"{option.Name} {option.HelpName}", option.Description);

    private static void Section(string title, IEnumerable<(string Left, string? Right)> rows, TextWriter writer, int widest = WidestOption)
    {
        (string Left, string? Right)[] all = [.. rows];
        if (all.Length == 0)
            return;
        writer.WriteLine();
        writer.WriteLine($"{title}:");
        int column = 4 + all.Select(row => row.Left.Length).Where(length => length <= widest).DefaultIfEmpty(4).Max();
        foreach ((string left, string? right) in all)
        {
            // If the left part is wider than the column, the text goes on the next line.
            bool own = left.Length + 4 > column;
            if (own)
                writer.WriteLine($"  {left}");
            string prefix = own ? string.Empty : $"  {left}";
            foreach (string line in Wrap(right ?? string.Empty, Width - column))
            {
                writer.WriteLine(prefix.PadRight(column) + line);
                prefix = string.Empty;
            }
        }
    }

    internal static IEnumerable<string> Wrap(string text, int width)
    {
        while (text.Length > width)
        {
            int end = text.LastIndexOf(' ', width);
            if (end <= 0)
                break;
            yield return text[..end];
            text = text[(end + 1)..];
        }

        yield return text;
    }
}
