using Nabla.Numerics;

namespace Nabla.Csv;

/// <summary>
/// The rows of a text up to its first quote: pieces of whole lines, parsed on all processors in parallel. If a piece has a quote, or a lone carriage
/// return, the text continues in <see cref="Rest"/>, for a reader of full CSV.
/// </summary>
/// <param name="text">The text, starting at the first row.</param>
/// <param name="linesBefore">The number of lines before it.</param>
/// <param name="newPiece">Creates a piece.</param>
internal sealed class PlainLines(Stream text, long linesBefore, Func<LinePiece> newPiece) : IDisposable
{
    private const int PieceSize = 1 << 15, MostRecordSize = 1 << 24, PiecesOfThread = 2;

    private readonly LinePiece[] pieces = new LinePiece[PiecesOfThread * Environment.ProcessorCount];
    private byte[] left = []; // the bytes after the last whole line, reused for each piece
    private int leftLength;
    private long lines = linesBefore;
    private int filled;
    private int piece;
    private int row;
    private bool ended;
    private byte[]? quoted;

    /// <summary>The number of lines up to the last row so far.</summary>
    public long Lines => this.lines;

    /// <summary>The text after the last of these rows; null at the end of the text.</summary>
    public Stream? Rest => this.quoted is null ? null : new PrefixedStream(this.quoted, text);

    /// <summary>Moves to the next row.</summary>
    /// <returns>Whether there is one.</returns>
    public bool TryNext(out ParsedRow next)
    {
        while (this.piece == this.filled || this.row == this.pieces[this.piece].RowCount)
        {
            (this.piece, this.row) = this.piece < this.filled ? (this.piece + 1, 0) : (this.piece, 0);
            if (this.piece == this.filled && !this.TryFill())
            {
                next = default;
                return false;
            }
        }

        next = this.pieces[this.piece].Rows[this.row++];
        return true;
    }

    public void Dispose() => text.Dispose();

    private bool TryFill()
    {
        (this.filled, this.piece) = (0, 0);
        while (this.filled < this.pieces.Length && !this.ended && this.quoted is null)
        {
            LinePiece next = this.pieces[this.filled] ??= newPiece();
            if (!this.TryRead(next))
                continue;
            next.LinesBefore = this.lines;
            this.lines += next.Lines;
            this.filled++;
        }

        var body = new Body { Pieces = this.pieces };
        ForkJoin.Run(ref body, this.filled, Environment.ProcessorCount);
        return this.filled > 0;
    }

    // Reads whole lines; the incomplete last line is kept for the next piece.
    private bool TryRead(LinePiece next)
    {
        if (next.Bytes.Length < Math.Max(PieceSize, this.leftLength))
            next.Bytes = new byte[Math.Max(PieceSize, 2 * this.leftLength)];
        this.left.AsSpan(0, this.leftLength).CopyTo(next.Bytes);
        int count = this.leftLength, end = 0;
        while (!this.ended && end == 0)
        {
            if (count == next.Bytes.Length)
            {
                byte[] larger = new byte[2 * count];
                next.Bytes.CopyTo(larger, 0);
                next.Bytes = larger;
            }

            int read = text.ReadAtLeast(next.Bytes.AsSpan(count), next.Bytes.Length - count, throwOnEndOfStream: false);
            this.ended = count + read < next.Bytes.Length;
            count += read;
            end = next.Bytes.AsSpan(0, count).LastIndexOf((byte)'\n') + 1;
            if (end == 0 && count > MostRecordSize)
                break;
        }

        next.Length = this.ended ? count : end;
        this.leftLength = count - next.Length;
        if (this.left.Length < this.leftLength)
            this.left = new byte[2 * this.leftLength];
        next.Bytes.AsSpan(next.Length, this.leftLength).CopyTo(this.left);
        if (next.Length > 0 && next.IsPlain)
            return true;
        if (count > 0)
            this.quoted = next.Bytes[..count];
        return false;
    }

    private struct Body : IParallelBody
    {
        public LinePiece[] Pieces;

        public readonly void Run(int piece) => this.Pieces[piece].Parse();
    }
}
