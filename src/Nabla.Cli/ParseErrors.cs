using System.CommandLine;
using System.CommandLine.Parsing;
using Nabla.Descriptions;

namespace Nabla.Cli;

/// <summary>Errors of a command line, as one sentence.</summary>
internal static class ParseErrors
{
    /// <summary>The first error; null if there is none.</summary>
    public static string? Sentence(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (UnknownOption(parsed) is { } unknown)
            return Unknown(parsed, unknown);
        if (parsed.Errors.FirstOrDefault(error => error.SymbolResult is OptionResult) is { SymbolResult: OptionResult { Option: var option, Tokens.Count: var values } } error)
        {
            return values switch
            {
                0 when option.Arity.MinimumNumberOfValues > 0 => $"option '{option.Name}' needs a value: {option.Description}",
                > 1 => $"option '{option.Name}' is given more than once",
                _ => error.Message.TrimEnd('.'),
            };
        }

        if (parsed.UnmatchedTokens is [var token, ..])
            return Unknown(parsed, token);
        return parsed.Errors switch
        {
            [] => null,
            [{ SymbolResult: ArgumentResult { Argument: var argument } }, ..] => $"{argument.Name} is missing ({argument.Description}): see nabla {command.Name} --help",
            [var first, ..] => first.Message.TrimEnd('.'),
        };
    }

    /// <summary>The first word that looks like an unknown option, which the parser may take for an argument; after <c>--</c> it is one.</summary>
    private static string? UnknownOption(ParseResult parsed)
    {
        IEnumerable<string> arguments = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value);
        return EndsOptions(parsed) ? null : parsed.UnmatchedTokens.Concat(arguments).FirstOrDefault(value => value is ['-', _, ..]);
    }

    private static bool EndsOptions(ParseResult parsed) => parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash);

    private static string Unknown(ParseResult parsed, string token)
    {
        Command command = parsed.CommandResult.Command;
        bool root = command is RootCommand, isOption = token.StartsWith('-') && !EndsOptions(parsed);
        string[] known = [.. isOption ? command.Options.Select(option => option.Name) : command.Subcommands.Select(c => c.Name)];
        List<string> words = [.. parsed.Tokens.Select(word => word.Value)];
        if (!root && words.IndexOf(token) < words.IndexOf(command.Name) && (!isOption || known.Contains(token)))
            return $"'{token}' precedes '{command.Name}': the command comes first, as in nabla {command.Name} {(isOption ? $"… {token}" : "--help")}";
        string what = isOption ? $"unknown option '{token}'" : root ? $"unknown command '{token}'" : $"unexpected argument '{token}'";
        string help = root ? "nabla --help" : $"nabla {command.Name} --help";
        return Spelling.Nearest(token, known) is { } near ? $"{what}: did you mean {near}?" : $"{what}: see {help}";
    }
}
