using Nabla.Csv;

namespace Nabla.Cli.Files;

/// <summary>Standard input, with error messages that name it.</summary>
internal sealed class StandardInput : ReadStream
{
    private readonly Stream stream = Console.OpenStandardInput();

    private StandardInput()
    {
    }

    /// <summary>Opens standard input.</summary>
    /// <exception cref="IOException">Standard input is closed.</exception>
    public static Stream Open()
        => StandardHandle.IsClosedHandle(0) ? throw new IOException("standard input is closed, so there is no data to read from '-'") : new StandardInput();

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return this.stream.Read(buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string reason = e is UnauthorizedAccessException ? "it is a folder, or open only for writing" : e.Message;
            throw new IOException($"standard input cannot be read: {reason}", e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            this.stream.Dispose();
        base.Dispose(disposing);
    }
}
