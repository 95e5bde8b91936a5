namespace Nabla.Csv;

/// <summary>Records the first bytes read from a stream, so that another reader can continue after some of them.</summary>
internal sealed class TappedStream(Stream stream) : ReadStream
{
    private const int Most = 1 << 20;

    private MemoryStream? read = new();

    /// <summary>The bytes read so far; empty if there are more than are recorded.</summary>
    public ReadOnlyMemory<byte> BytesRead => this.read is null ? default : this.read.GetBuffer().AsMemory(0, (int)this.read.Length);

    /// <summary>Stops recording.</summary>
    public void Forget() => this.read = null;

    public override int Read(Span<byte> target)
    {
        int count = stream.Read(target);
        if (this.read?.Length + count > Most)
            this.Forget();
        this.read?.Write(target[..count]);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            stream.Dispose();
        base.Dispose(disposing);
    }
}
