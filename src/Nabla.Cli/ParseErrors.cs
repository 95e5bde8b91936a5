using System.CommandLine;
using System.CommandLine.Parsing;

namespace Nabla.Cli;

/// <summary>What is wrong with a command line, in one sentence.</summary>
internal static class ParseErrors
{
    /// <summary>What is wrong with an option, else the first other thing.</summary>
    public static string Sentence(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (parsed.Errors.FirstOrDefault(error => error.SymbolResult is OptionResult) is { SymbolResult: OptionResult { Option: var option, Tokens.Count: var values } } error)
        {
            return values switch
            {
                0 => $"option '{option.Name}' needs a value: {option.Description}",
                1 => error.Message,
                _ => $"option '{option.Name}' is given more than once",
            };
        }

        if (parsed.UnmatchedTokens is [var token, ..])
            return Unknown(command, token);
        return parsed.Errors[0] is { SymbolResult: ArgumentResult { Argument: var argument } }
            ? $"{argument.Name} is missing ({argument.Description}): see nabla {command.Name} --help"
            : parsed.Errors[0].Message.TrimEnd('.');
    }

    private static string Unknown(Command command, string token)
    {
        bool root = command is RootCommand;
        bool isOption = token.StartsWith('-');
        IEnumerable<string> known = isOption ? command.Options.Select(option => option.Name) : command.Subcommands.Select(c => c.Name);
        string what = isOption ? $"unknown option '{token}'" : root ? $"unknown command '{token}'" : $"unexpected argument '{token}'";
        string help = root ? "nabla --help" : $"nabla {command.Name} --help";
        return Nearest(token, known) is { } near ? $"{what}: did you mean {near}?" : $"{what}: see {help}";
    }

    /// <summary>The known name that was probably meant.</summary>
    public static string? Nearest(string token, IEnumerable<string> known)
    {
        const int MostEdits = 3;
        string? nearest = known.MinBy(name => Edits(token, name));
        return nearest is not null && Edits(token, nearest) <= Math.Min(MostEdits, token.Length / 2) ? nearest : null;
    }

    /// <summary>Levenshtein's distance.</summary>
    private static int Edits(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int replace = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replace, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
