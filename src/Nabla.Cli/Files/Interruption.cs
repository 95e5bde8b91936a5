using System.Runtime.InteropServices;
using Nabla.Cli.Output;

namespace Nabla.Cli.Files;

/// <summary>
/// What becomes of the signals that ask a process to end: Ctrl+C, SIGTERM, the end of the terminal. The first cancels a command that can
/// save what is there; a second one, and the first for other commands, ends the process at once, without a file half-written or
/// temporary. A signal that the parent has switched off, as <c>nohup</c> does, stays so.
/// </summary>
internal sealed class Interruption : IDisposable
{
    // A process that a signal ends has the exit code 128 + the signal's number.
    private static readonly (PosixSignal Signal, int ExitCode)[] Signals =
        [(PosixSignal.SIGHUP, 129), (PosixSignal.SIGINT, 130), (PosixSignal.SIGQUIT, 131), (PosixSignal.SIGTERM, 143)];

    private const string ShowCursor = "\u001b[?25h";

    private readonly Streams streams;
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;
    private bool cancels;
    private int exitCode;

    public Interruption(Streams streams)
    {
        this.streams = streams;
        this.registrations = [.. Signals.Select(signal => PosixSignalRegistration.Create(signal.Signal, context => this.Handle(context, signal.ExitCode)))];
    }

    /// <summary>Set by the first signal. A command that asks for it ends by itself then.</summary>
    public CancellationToken Token
    {
        get
        {
            Volatile.Write(ref this.cancels, true);
            return this.source.Token;
        }
    }

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
        if (Interlocked.CompareExchange(ref this.exitCode, code, 0) != 0 || !Volatile.Read(ref this.cancels))
        {
            if (this.streams.ErrorIsTerminal)
                this.streams.Error.Write(ShowCursor); // the progress bar hides it
            Environment.Exit(code);
        }

        context.Cancel = true;
        this.streams.Say("stopping; a second interruption stops at once and saves nothing");
        this.source.Cancel();
    }
}
