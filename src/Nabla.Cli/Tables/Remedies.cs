using System.CommandLine;
using Nabla.Cli.Output;
using Nabla.Csv;
using Nabla.Data;

namespace Nabla.Cli.Tables;

/// <summary>A command line that reads a file despite its problems, for the user to paste.</summary>
internal static class Remedies
{
    /// <summary>The command line; null if no options solve all problems.</summary>
    /// <param name="args">The original command line.</param>
    /// <param name="parsed">The parsed command line.</param>
    /// <param name="problems">The problems of the file.</param>
    public static string? Line(IReadOnlyList<string> args, ParseResult parsed, IReadOnlyList<CsvProblem> problems)
    {
        List<string> line = [.. args];
        foreach (IGrouping<TableRemedy, CsvProblem> group in problems.GroupBy(problem => problem.Remedy))
        {
            (string name, bool isList) = group.Key switch
            {
                TableRemedy.Missing => ("--missing", true),
                TableRemedy.Categorical => ("--categorical", true),
                TableRemedy.Ignore => ("--ignore", true),
                TableRemedy.SkipRows => ("--on-error", false),
                TableRemedy.Encoding => ("--encoding", false),
                TableRemedy.NoHeader => ("--no-header", false),
                TableRemedy.DecimalComma => ("--decimal-comma", false),
                _ => (string.Empty, false),
            };
            if (parsed.CommandResult.Command.Options.FirstOrDefault(option => option.Name == name) is not { } option)
                return null;
            string? given = parsed.GetResult(option)?.Tokens is [var first, ..] ? first.Value : null;
            if (given is not null && !isList)
                return null;
            string? value = group.Key switch
            {
                _ when isList => string.Join(',', [.. given is null ? Array.Empty<string>() : [given], .. group.SelectMany(problem => problem.Values).Distinct(StringComparer.Ordinal).Select(Name)]),
                TableRemedy.SkipRows => "skip",
                TableRemedy.Encoding => group.First().Values[0],
                _ => null,
            };
            Set(line, name, value);
        }

        return string.Join(' ', line.Prepend("nabla").Select(Word));
    }

    private static void Set(List<string> line, string name, string? value)
    {
        int index = line.FindIndex(word => word == name || word.StartsWith($"{name}=", StringComparison.Ordinal));
        if (index >= 0)
            line.RemoveRange(index, line[index] == name && value is not null ? 2 : 1);
        line.AddRange(value is null ? [name] : [name, value]);
    }

    private static string Name(string name) => name.Contains(',', StringComparison.Ordinal) ? $"\"{name}\"" : name;

    // Quoted for a Unix shell.
    private static string Word(string word)
        => word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || "._-/,:=+%@".Contains(c, StringComparison.Ordinal)) ? word
            : word.Contains('"', StringComparison.Ordinal) || word.Contains('$', StringComparison.Ordinal) ? $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'"
            : $"\"{word}\"";
}
