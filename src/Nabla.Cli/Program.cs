using System.CommandLine;
using System.Globalization;
using Nabla.Cli.Commands;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Descriptions;

namespace Nabla.Cli;

/// <summary>The nabla command: parse, call, print, exit code.</summary>
internal static class Program
{
    /// <summary>Bad input: one sentence on standard error.</summary>
    public const int BadInput = 1;

    /// <summary>A mistake of the program itself (EX_SOFTWARE of BSD's sysexits).</summary>
    public const int InternalError = 70;

    /// <summary>How command lines are parsed.</summary>
    public static readonly ParserConfiguration Parsing = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    private static int Main(string[] args) => Run(args, Streams.OfProcess());

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> args, Streams streams)
    {
        // Numbers are read and written alike everywhere, messages of the framework included.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        try
        {
            var root = new NablaCommand(streams);
            ParseResult parsed = Parse(root, args);
            bool completes = root.Directives.Any(directive => parsed.GetResult(directive) is not null); // a line that is being written
            if (!completes && parsed.Action is not PrintAction && ParseErrors.Sentence(parsed) is { } sentence)
            {
                streams.Say(sentence);
                return BadInput;
            }

            int exitCode = parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = streams.Out });
            streams.Out.Flush();
            return exitCode;
        }
#pragma warning disable CA1031 // The last resort: whatever it is, nobody is shown a stack trace.
        catch (Exception e)
#pragma warning restore CA1031
        {
            (string sentence, int exitCode) = Failure(e);
            streams.Say(sentence);
            return exitCode;
        }
    }

    /// <summary>What is said of an exception, and the exit code.</summary>
    public static (string Sentence, int ExitCode) Failure(Exception e)
        => IsBadInput(e) ? (Sentence.Of(e), BadInput) : ($"internal error: {e.GetType().Name}: {e.Message}", InternalError);

    /// <summary>Parses a command line, the options of a configuration file that it names, and then those of a recipe.</summary>
    private static ParseResult Parse(NablaCommand root, IReadOnlyList<string> args)
    {
        ParseResult parsed = root.Parse(args, Parsing);
        if (parsed.Errors.Count > 0 || parsed.CommandResult is not { Command: NablaSubcommand command, IdentifierToken.Value: var name })
            return parsed;
        int after = args.ToList().IndexOf(name) + 1;
        IReadOnlyList<string> all = args;
        if (parsed.GetValue(command.Config) is { } path)
            Insert(new ConfigFile(path, command, parsed).Read());
        if (parsed.Errors.Count == 0 && command is TrainCommand train && parsed.GetValue(train.Recipe) is { } recipe)
            Insert(Recipes.Read(recipe, command, parsed));
        return parsed;

        void Insert(IEnumerable<string> options)
        {
            all = [.. all.Take(after), .. options, .. all.Skip(after)];
            parsed = root.Parse(all, Parsing);
        }
    }

    private static bool IsBadInput(Exception e)
        => e is ArgumentException or FormatException or InvalidDataException or IOException or UnauthorizedAccessException
            or OverflowException or OutOfMemoryException;
}
