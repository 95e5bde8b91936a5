namespace Nabla.Csv;

/// <summary>Remembers what is read from a stream until it is told to begin again; then gives that, and the rest of the stream.</summary>
internal sealed class ReplayStream(Stream stream) : ReadStream
{
    private MemoryStream? remembered = new();
    private bool replaying;

    /// <summary>Begins again from the first byte; what is read from now on is remembered no longer.</summary>
    public void Rewind()
    {
        this.remembered!.Position = 0;
        this.replaying = true;
    }

    public override int Read(Span<byte> target)
    {
        if (this.replaying && this.remembered is not null)
        {
            int replayed = this.remembered.Read(target);
            if (replayed > 0 || target.IsEmpty)
                return replayed;
            this.remembered = null;
        }

        int count = stream.Read(target);
        this.remembered?.Write(target[..count]);
        return count;
    }

    // The stream belongs to the source, which reads it twice.
    protected override void Dispose(bool disposing) => base.Dispose(disposing);
}
