using System.IO.Compression;
using System.Text;

namespace Nabla.Csv;

/// <summary>
/// Decompresses gzip data and refuses truncated data, which <see cref="GZipStream"/> treats as the end. A compressed marker is appended to the data;
/// only if the data is complete, the marker is decompressed last.
/// </summary>
internal sealed class CompleteGzipStream(Stream compressed) : ReadStream
{
    private static readonly byte[] Mark = Encoding.ASCII.GetBytes("\0end of the compressed data\0");

    private readonly GZipStream gzip = new(new AppendedStream(compressed, Compress(Mark)), CompressionMode.Decompress);
    private readonly byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private bool ended;

    public override int Read(Span<byte> target)
    {
        // Holds back as many bytes as the marker has until it is known whether they are the marker.
        while (!this.ended && this.end - this.start <= Mark.Length)
            this.Fill();
        int count = Math.Min(target.Length, this.end - this.start - (this.ended ? 0 : Mark.Length));
        this.buffer.AsSpan(this.start, count).CopyTo(target);
        this.start += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            this.gzip.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] Compress(byte[] bytes)
    {
        var result = new MemoryStream();
        using (var compressor = new GZipStream(result, CompressionMode.Compress))
            compressor.Write(bytes);
        return result.ToArray();
    }

    private void Fill()
    {
        this.buffer.AsSpan(this.start, this.end - this.start).CopyTo(this.buffer);
        (this.start, this.end) = (0, this.end - this.start);
        int count;
        try
        {
            count = this.gzip.Read(this.buffer.AsSpan(this.end));
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException("the compressed data is damaged or cut off", e);
        }

        this.end += count;
        if (count > 0)
            return;
        this.ended = true;
        if (!this.buffer.AsSpan(0, this.end).EndsWith(Mark))
            throw new InvalidDataException("the compressed data is cut off");
        this.end -= Mark.Length;
    }

    /// <summary>A stream followed by additional bytes.</summary>
    private sealed class AppendedStream(Stream stream, byte[] appended) : ReadStream
    {
        private int position;

        public override int Read(Span<byte> target)
        {
            int count = this.position == 0 ? stream.Read(target) : 0;
            if (count > 0 || target.IsEmpty)
                return count;
            count = Math.Min(target.Length, appended.Length - this.position);
            appended.AsSpan(this.position, count).CopyTo(target);
            this.position += count;
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                stream.Dispose();
            base.Dispose(disposing);
        }
    }
}
