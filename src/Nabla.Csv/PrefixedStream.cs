namespace Nabla.Csv;

/// <summary>A stream preceded by a few bytes.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream stream) : ReadStream
{
    private ReadOnlyMemory<byte> left = prefix;

    public override int Read(Span<byte> target)
    {
        if (this.left.IsEmpty)
            return stream.Read(target);
        int count = Math.Min(this.left.Length, target.Length);
        this.left.Span[..count].CopyTo(target);
        this.left = this.left[count..];
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            stream.Dispose();
        base.Dispose(disposing);
    }
}
