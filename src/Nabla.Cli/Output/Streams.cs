using System.Text;
using Nabla.Mpi;
using Spectre.Console;

namespace Nabla.Cli.Output;

/// <summary>Where results and progress go.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Progress, warnings and complaints.</param>
/// <param name="OutIsTerminal">Whether a person looks at the results as they come.</param>
/// <param name="ErrorIsTerminal">Whether a person looks at the progress as it comes.</param>
internal sealed record Streams(TextWriter Out, TextWriter Error, bool OutIsTerminal = false, bool ErrorIsTerminal = false)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Streams that nobody reads.</summary>
    public static Streams None { get; } = new(TextWriter.Null, TextWriter.Null);

    /// <summary>Those of the process.</summary>
    public static Streams OfProcess()
    {
        // A launcher may give its processes a terminal, of which only the text arrives.
        if (MpiGroup.IsLaunched)
            return new Streams(new StreamWriter(Console.OpenStandardOutput(), Utf8, 1 << 16), new StreamWriter(Console.OpenStandardError(), Utf8) { AutoFlush = true });
        if (OperatingSystem.IsWindows())
            Console.OutputEncoding = Utf8;
        bool dumb = Environment.GetEnvironmentVariable("TERM") is "dumb";
        bool outIsTerminal = !Console.IsOutputRedirected && !dumb;

        // Many lines into a file or pipe go in large pieces.
        TextWriter output = Console.IsOutputRedirected ? new StreamWriter(Console.OpenStandardOutput(), Utf8, 1 << 16) : Console.Out;
        return new Streams(output, Console.Error, outIsTerminal, !Console.IsErrorRedirected && !dumb);
    }

    /// <summary>Where data comes from that is named <c>-</c>; that of the process unless said.</summary>
    public Func<Stream> In { get; init; } = Console.OpenStandardInput;

    /// <summary>Says what is wrong, in one line.</summary>
    public void Say(string sentence) => this.Error.WriteLine($"nabla: {sentence.ReplaceLineEndings(" ")}");

    /// <summary>Spectre.Console on a stream that is a terminal; colors and width are found out, NO_COLOR is respected.</summary>
    public static IAnsiConsole Terminal(TextWriter writer)
        => AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(writer) });
}
