using System.Runtime.InteropServices;
using Nabla.Cli.Output;

namespace Nabla.Cli.Training;

/// <summary>Turns Ctrl+C and SIGTERM into a cancellation, so that what is there can be saved; a second one ends the process at once.</summary>
internal sealed class Interruption : IDisposable
{
    // A process that a signal ends has the exit code 128 + the signal's number.
    private const int Interrupted = 130;
    private const int Terminated = 143;

    private const string ShowCursor = "\u001b[?25h";

    private readonly Streams streams;
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;
    private int exitCode;

    public Interruption(Streams streams)
    {
        this.streams = streams;
        this.registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => this.Handle(context, Interrupted)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => this.Handle(context, Terminated)),
        ];
    }

    /// <summary>Set by the first signal.</summary>
    public CancellationToken Token => this.source.Token;

    /// <summary>The exit code: that of the first signal, or 0 if there was none.</summary>
    public int ExitCode => Volatile.Read(ref this.exitCode);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in this.registrations)
            registration.Dispose();
        this.source.Dispose();
    }

    private void Handle(PosixSignalContext context, int code)
    {
        if (Interlocked.CompareExchange(ref this.exitCode, code, 0) != 0)
        {
            if (this.streams.ErrorIsTerminal)
                this.streams.Error.Write(ShowCursor); // the progress bar hides it
            Environment.Exit(code);
        }

        context.Cancel = true;
        this.streams.Say("stopping; once more stops at once, with nothing saved");
        this.source.Cancel();
    }
}
