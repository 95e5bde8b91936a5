using System.Runtime.InteropServices;
using Nabla.Cli.Output;

namespace Nabla.Cli.Files;

/// <summary>
/// Handles termination signals: Ctrl+C, SIGTERM, hang-up of the terminal. The first signal cancels a command that can save its progress; a second
/// one, or the first for other commands, ends the process immediately, without half-written or temporary files. A signal that the parent ignores, as
/// with <c>nohup</c>, stays ignored.
/// </summary>
internal sealed class Interruption : IDisposable
{
    // The exit code of a process ended by a signal is 128 + the signal's number.
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

    /// <summary>Canceled by the first signal. A command that uses it then ends by itself.</summary>
    public CancellationToken Token
    {
        get
        {
            Volatile.Write(ref this.cancels, true);
            return this.source.Token;
        }
    }

    /// <summary>The exit code of the first signal; 0 without a signal.</summary>
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
        this.streams.Say("stopping; a second interruption stops immediately and saves nothing");
        this.source.Cancel();
    }
}
