namespace Nabla.Cli.Files;

/// <summary>Standard input: what is wrong with it is said by its name.</summary>
internal sealed class StandardInput : Stream
{
    private readonly Stream stream = Console.OpenStandardInput();

    private StandardInput()
    {
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Opens it.</summary>
    /// <exception cref="IOException">It is closed.</exception>
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
            string reason = e is UnauthorizedAccessException ? "it is a folder, or open for writing only" : e.Message;
            throw new IOException($"standard input cannot be read: {reason}", e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => this.Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            this.stream.Dispose();
        base.Dispose(disposing);
    }
}
