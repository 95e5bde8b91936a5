namespace Nabla.Csv;

/// <summary>Converts text whose columns are aligned by spaces: the spaces between two columns become one tab.</summary>
/// <param name="text">The text, in UTF-8 or another encoding whose spaces, quotes and line ends are those of ASCII.</param>
/// <param name="least">The minimum number of spaces between two columns; a tab always separates them.</param>
internal sealed class AlignedStream(Stream text, int least) : ReadStream
{
    private readonly byte[] read = new byte[1 << 15];
    private int start;
    private int end;
    private int spaces;
    private bool tab;
    private bool inQuotes;
    private bool lineBegins = true;

    public override int Read(Span<byte> target)
    {
        int written = 0;
        while (written + 1 < target.Length)
        {
            if (this.start == this.end)
            {
                if (written > 0)
                    return written;
                (this.start, this.end) = (0, text.Read(this.read));
                if (this.end == 0)
                    return 0;
            }

            written = this.Take(this.read[this.start++], target, written);
        }

        return written;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            text.Dispose();
        base.Dispose(disposing);
    }

    private int Take(byte next, Span<byte> target, int written)
    {
        if (!this.inQuotes && next is (byte)' ' or (byte)'\t')
        {
            this.spaces++;
            this.tab |= next == '\t';
            return written;
        }

        bool lineEnds = next is (byte)'\n' or (byte)'\r' && !this.inQuotes;
        if (this.spaces > 0 && !this.lineBegins && !lineEnds)
            target[written++] = this.tab || this.spaces >= least ? (byte)'\t' : (byte)' ';
        (this.spaces, this.tab, this.lineBegins) = (0, false, lineEnds);
        this.inQuotes ^= next == '"';
        target[written++] = next;
        return written;
    }
}
