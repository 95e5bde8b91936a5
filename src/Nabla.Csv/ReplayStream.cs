namespace Nabla.Csv;

/// <summary>
/// Records the bytes read from a stream until it is rewound, then returns them again, followed by the rest of the stream. It does not close the
/// stream.
/// </summary>
internal sealed class ReplayStream(Stream stream) : ReadStream
{
    private readonly MemoryStream remembered = new();
    private bool remembers = true;

    /// <summary>Starts again from the first byte; this can be done once.</summary>
    public void Rewind()
    {
        this.remembered.Position = 0;
        this.remembers = false;
    }

    public override int Read(Span<byte> target)
    {
        if (this.remembers)
        {
            int read = stream.Read(target);
            this.remembered.Write(target[..read]);
            return read;
        }

        int replayed = this.remembered.Read(target);
        if (replayed > 0 || target.IsEmpty)
            return replayed;
        this.remembered.SetLength(0);
        this.remembered.Capacity = 0;
        return stream.Read(target);
    }
}
