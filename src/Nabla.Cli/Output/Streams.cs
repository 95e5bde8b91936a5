using System.Text;
using Nabla.Cli.Files;
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

    private bool muted;

    /// <summary>Those of the process.</summary>
    public static Streams OfProcess()
    {
        if (OperatingSystem.IsWindows())
            Console.OutputEncoding = Utf8;

        // A launcher of ranks may give them a terminal, of which only the text arrives.
        bool dumb = Environment.GetEnvironmentVariable("TERM") is "dumb" || MpiGroup.IsLaunched;
        StandardHandle output = StandardHandle.Of(1), error = StandardHandle.Of(2);
        error.Drops = true; // nobody reads it, and that is no reason to end
        bool outIsTerminal = !output.IsClosed && !Console.IsOutputRedirected && !dumb;
        bool errorIsTerminal = !error.IsClosed && !Console.IsErrorRedirected && !dumb;

        // Many lines into a file or pipe go in large pieces.
        var writer = new StreamWriter(output, Utf8, 1 << 16) { AutoFlush = outIsTerminal };
        var log = TextWriter.Synchronized(new StreamWriter(error, Utf8) { AutoFlush = true });
        return new Streams(writer, log, outIsTerminal, errorIsTerminal) { In = StandardInput.Open, Handle = output };
    }

    /// <summary>Where data comes from that is named <c>-</c>.</summary>
    public Func<Stream> In { get; init; } = StandardInput.Open;

    /// <summary>The process's standard output behind <see cref="Out"/>; null where there is none.</summary>
    public StandardHandle? Handle { get; private init; }

    /// <summary>Says what is wrong, in one line.</summary>
    public void Say(string sentence) => (this.muted ? this.Out : this.Error).WriteLine($"nabla: {sentence.ReplaceLineEndings(" ")}");

    /// <summary>Says what there is to say among the results: standard error must not be written to.</summary>
    public void Mute() => this.muted = true;

    /// <summary>Spectre.Console on a stream that is a terminal; colors and width are detected, NO_COLOR is respected.</summary>
    public static IAnsiConsole Terminal(TextWriter writer)
        => AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(writer) });
}
