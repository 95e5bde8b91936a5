using System.CommandLine;
using System.Globalization;
using Nabla.Cli.Commands;
using Nabla.Cli.Files;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Cli.Tables;
using Nabla.Cli.Training;
using Nabla.Csv;
using Nabla.Descriptions;

namespace Nabla.Cli;

/// <summary>The nabla command: parse, call, print, exit code.</summary>
internal static class Program
{
    /// <summary>Bad input: one sentence on standard error.</summary>
    public const int BadInput = 1;

    /// <summary>An internal error (EX_SOFTWARE of BSD's sysexits).</summary>
    public const int InternalError = 70;

    /// <summary>A run that diverged before its first good epoch: nothing is saved.</summary>
    public const int Diverged = 3;

    /// <summary>The reader of the results has ended: the code of a process ended by SIGPIPE.</summary>
    public const int BrokenPipe = 141;

    /// <summary>The settings of the command-line parser.</summary>
    public static readonly ParserConfiguration Parsing = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    private static int Main(string[] args) => Run(args, Streams.OfProcess());

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> args, Streams streams)
    {
        // Reads and writes numbers in the same way on every machine, also in messages of the framework.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        ParseResult? parsed = null;
        try
        {
            var root = new NablaCommand(streams);
            parsed = Parse(root, args);
            bool completes = root.Directives.Any(directive => parsed.GetResult(directive) is not null); // a line in progress
            if (!completes && parsed.Action is not PrintAction && ParseErrors.Sentence(parsed) is { } sentence)
            {
                if (!Ranks.LeavesItToRank0(args))
                    streams.Say(sentence);
                return BadInput;
            }

            int exitCode = parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = streams.Out });
            streams.Out.Flush();
            return exitCode;
        }
        catch (StandardHandleException e) when (e.IsBrokenPipe)
        {
            return BrokenPipe; // the reader has ended and needs no message
        }
        catch (InvalidDataException e) when (parsed is not null && CsvProblems.Of(e) is { Count: > 0 } problems && Remedies.Line(args, parsed, problems) is { } line)
        {
            streams.Say($"{e.Message}. To read it anyway: {line}");
            Flush(streams);
            return BadInput;
        }
        catch (Exception e) when (IsBadInput(e))
        {
            streams.Say(Sentence.Of(e));
            Flush(streams);
            return BadInput;
        }
#pragma warning disable CA1031 // The last resort: an unexpected error must not print a stack trace.
        catch (Exception e)
#pragma warning restore CA1031
        {
            (string sentence, int exitCode) = Failure(e);
            streams.Say(sentence);
            return exitCode;
        }
    }

    /// <summary>Prints the message of an exception and returns the exit code.</summary>
    public static (string Sentence, int ExitCode) Failure(Exception e)
        => IsBadInput(e) ? (Sentence.Of(e), BadInput) : ($"internal error: {e.GetType().Name}: {e.Message}", InternalError);

    // Flushes text printed before a command failed; a further failure is not reported.
    private static void Flush(Streams streams)
    {
        try
        {
            streams.Out.Flush();
        }
        catch (StandardHandleException)
        {
            // The command has already failed and reported why.
        }
    }

    /// <summary>Parses a command line with the options of its configuration file and recipe.</summary>
    private static ParseResult Parse(NablaCommand root, IReadOnlyList<string> args)
    {
        args = Usual(args);
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

    /// <summary>Rewrites a command line for the parser: "help train" becomes "train --help", and -- is accepted as a value of --missing.</summary>
    private static IReadOnlyList<string> Usual(IReadOnlyList<string> args)
    {
        const string Missing = "--missing", Dashes = "--";
        if (args is ["help", ..])
            return [.. args.Skip(1).TakeWhile(word => !word.StartsWith('-')), "--help"];
        int option = args.ToList().IndexOf(Missing);
        return option >= 0 && args.ElementAtOrDefault(option + 1) == Dashes
            ? [.. args.Take(option), $"{Missing}={Dashes}", .. args.Skip(option + 2)]
            : args;
    }

    private static bool IsBadInput(Exception e)
        => e is ArgumentException or FormatException or InvalidDataException or IOException or UnauthorizedAccessException
            or OverflowException or OutOfMemoryException;
}
