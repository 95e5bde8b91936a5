using System.Text;
using Nabla.Cli.Files;
using Nabla.Mpi;
using Spectre.Console;

namespace Nabla.Cli.Output;

/// <summary>The streams for results and progress.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Progress, warnings and errors.</param>
/// <param name="OutIsTerminal">Whether standard output is a terminal.</param>
/// <param name="ErrorIsTerminal">Whether standard error is a terminal.</param>
internal sealed record Streams(TextWriter Out, TextWriter Error, bool OutIsTerminal = false, bool ErrorIsTerminal = false)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Streams that discard their text.</summary>
    public static Streams None { get; } = new(TextWriter.Null, TextWriter.Null);

    private bool muted;

    /// <summary>The streams of the process.</summary>
    public static Streams OfProcess()
    {
        if (OperatingSystem.IsWindows())
            Console.OutputEncoding = Utf8;

        // A launcher may give ranks a terminal, but pass on only the text.
        bool dumb = Environment.GetEnvironmentVariable("TERM") is "dumb" || MpiGroup.IsLaunched;
        StandardHandle output = StandardHandle.Of(1), error = StandardHandle.Of(2);
        error.Drops = true; // a closed standard error is no reason to end
        bool outIsTerminal = !output.IsClosed && !Console.IsOutputRedirected && !dumb;
        bool errorIsTerminal = !error.IsClosed && !Console.IsErrorRedirected && !dumb;

        // Output to a file or pipe is buffered.
        var writer = new StreamWriter(output, Utf8, 1 << 16) { AutoFlush = outIsTerminal };
        var log = TextWriter.Synchronized(new StreamWriter(error, Utf8) { AutoFlush = true });
        return new Streams(writer, log, outIsTerminal, errorIsTerminal) { In = StandardInput.Open, Handle = output };
    }

    /// <summary>Standard input, for data named <c>-</c>.</summary>
    public Func<Stream> In { get; init; } = StandardInput.Open;

    /// <summary>The process's standard output behind <see cref="Out"/>; null if there is none.</summary>
    public StandardHandle? Handle { get; private init; }

    /// <summary>Writes an error in one line.</summary>
    public void Say(string sentence) => (this.muted ? this.Out : this.Error).WriteLine($"nabla: {sentence.ReplaceLineEndings(" ")}");

    /// <summary>Writes remarks to the results instead of standard error.</summary>
    public void Mute() => this.muted = true;

    /// <summary>Creates a Spectre.Console for a terminal stream; colors and width are detected, NO_COLOR is respected.</summary>
    public static IAnsiConsole Terminal(TextWriter writer)
        => AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(writer) });
}
