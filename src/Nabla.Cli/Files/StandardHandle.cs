using System.Runtime.InteropServices;

namespace Nabla.Cli.Files;

/// <summary>
/// Standard output or standard error, which may be closed from the start or break at any time: the program then continues if it still has something
/// to save, and ends if nobody would see its output.
/// </summary>
internal sealed unsafe partial class StandardHandle : WriteStream
{
    private const int Interrupted = 4, BrokenPipe = 32; // EINTR and EPIPE, the same on every Unix

    private readonly int number;
    private readonly Stream? console;

    private StandardHandle(int number, bool isClosed)
    {
        (this.number, this.IsClosed) = (number, isClosed);
        if (!isClosed && OperatingSystem.IsWindows())
            this.console = number == 1 ? Console.OpenStandardOutput() : Console.OpenStandardError();
    }

    /// <summary>Whether the handle was closed when the process started.</summary>
    public bool IsClosed { get; }

    /// <summary>Whether text that cannot be written is dropped; otherwise writing fails.</summary>
    public bool Drops { get; set; }

    /// <summary>The first failure; null if there was none.</summary>
    public StandardHandleException? Failure { get; private set; }

    private string Name => this.number == 1 ? "standard output" : "standard error";

    /// <summary>The process's standard output or standard error.</summary>
    public static StandardHandle Of(int number) => new(number, IsClosedHandle(number));

    /// <summary>
    /// Whether handle 0, 1 or 2 was closed when the process started. The first file that the runtime opened then got its number; such a file is
    /// closed on exec, which an inherited handle never is.
    /// </summary>
    public static bool IsClosedHandle(int number)
    {
        const int GetFlags = 1, CloseOnExec = 1;
        if (OperatingSystem.IsWindows())
            return false;
        int flags = Flags(number, GetFlags);
        return flags < 0 || (flags & CloseOnExec) != 0;
    }

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        if (this.IsClosed)
            this.Fail(new StandardHandleException($"{this.Name} is closed", isBrokenPipe: false));
        while (!bytes.IsEmpty && this.Failure is null)
        {
            if (this.console is { } stream)
            {
                this.WriteTo(stream, bytes);
                return;
            }

            nint written;
            fixed (byte* start = bytes)
                written = Write(this.number, start, bytes.Length);
            if (written >= 0)
                bytes = bytes[(int)written..];
            else
                this.Consider(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Waits briefly if the reader is slow; continues after an interrupting signal.</summary>
    private void Consider(int error)
    {
        int again = OperatingSystem.IsLinux() ? 11 : 35;
        if (error == again)
            Thread.Sleep(1);
        else if (error != Interrupted)
            this.Fail(new StandardHandleException($"cannot write {this.Name}: {Marshal.GetPInvokeErrorMessage(error)}", error == BrokenPipe));
    }

    private void WriteTo(Stream stream, ReadOnlySpan<byte> bytes)
    {
        try
        {
            stream.Write(bytes);
        }
        catch (IOException e)
        {
            this.Fail(new StandardHandleException($"cannot write {this.Name}: {e.Message}", isBrokenPipe: false));
        }
    }

    private void Fail(StandardHandleException failure)
    {
        this.Failure ??= failure;
        if (!this.Drops)
            throw failure;
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Write(int handle, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Flags(int handle, int command);
}

/// <summary>A standard handle is closed or broken.</summary>
/// <param name="message">The error message.</param>
/// <param name="isBrokenPipe">Whether the reading program has ended, as <c>head</c> does.</param>
internal sealed class StandardHandleException(string message, bool isBrokenPipe) : IOException(message)
{
    /// <summary>Whether the reading program has ended.</summary>
    public bool IsBrokenPipe { get; } = isBrokenPipe;
}
