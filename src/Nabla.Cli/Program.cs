using System.CommandLine;
using System.Globalization;
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

    private static int Main(string[] args) => Run(args, Streams.OfProcess());

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> args, Streams streams)
    {
        // Numbers are read and written alike everywhere, messages of the framework included.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        try
        {
            var configuration = new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null };
            ParseResult parsed = new NablaCommand(streams).Parse(args, configuration);
            if (parsed.Errors.Count > 0)
            {
                streams.Say(ParseErrors.Sentence(parsed));
                return BadInput;
            }

            int exitCode = parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
            streams.Out.Flush();
            return exitCode;
        }
        catch (Exception e) when (IsBadInput(e))
        {
            streams.Say(Sentence.Of(e));
            return BadInput;
        }
#pragma warning disable CA1031 // The last resort: whatever it is, nobody is shown a stack trace.
        catch (Exception e)
#pragma warning restore CA1031
        {
            streams.Say($"internal error: {e.GetType().Name}: {e.Message}");
            return InternalError;
        }
    }

    private static bool IsBadInput(Exception e)
        => e is ArgumentException or FormatException or InvalidDataException or IOException or UnauthorizedAccessException
            or OverflowException or OutOfMemoryException;
}
