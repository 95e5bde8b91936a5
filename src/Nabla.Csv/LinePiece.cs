using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Nabla.Csv;

/// <summary>A piece of whole lines of a text without quotes, and their rows as numbers. Its memory is reused for the next lines.</summary>
/// <param name="parser">A parser for this piece only.</param>
/// <param name="separator">The separator between fields.</param>
internal sealed class LinePiece(RowParser parser, byte separator)
{
    private const byte LineFeed = (byte)'\n', Return = (byte)'\r';

    private readonly int[] ends = new int[parser.LeastFields];
    private double[] values = [];
    private ParsedRow[] rows = [];
    private long line;
    private int fields;
    private int start;

    /// <summary>The bytes of the text, with free space.</summary>
    public byte[] Bytes { get; set; } = [];

    /// <summary>The length of the whole lines in bytes.</summary>
    public int Length { get; set; }

    /// <summary>The number of lines before the piece.</summary>
    public long LinesBefore { get; set; }

    /// <summary>The number of lines.</summary>
    public int Lines => this.Text.Count(LineFeed);

    /// <summary>The parsed rows.</summary>
    public ReadOnlySpan<ParsedRow> Rows => this.rows.AsSpan(0, this.RowCount);

    /// <summary>The number of parsed rows.</summary>
    public int RowCount { get; private set; }

    private ReadOnlySpan<byte> Text => this.Bytes.AsSpan(0, this.Length);

    /// <summary>
    /// Whether fields are always delimited by separators and lines by line ends, because there are no quotes and no lone carriage returns.
    /// </summary>
    public bool IsPlain => !this.Text.Contains((byte)'"') && (!this.Text.Contains(Return) || this.Text.Count(Return) == this.Text.Count("\r\n"u8));

    /// <summary>Parses all lines.</summary>
    public void Parse()
    {
        ReadOnlySpan<byte> text = this.Text;
        this.MakeRoom(this.Lines + 1);
        (this.RowCount, this.line, this.fields, this.start) = (0, this.LinesBefore + 1, 0, 0);
        Vector256<byte> separators = Vector256.Create(separator), lineFeeds = Vector256.Create(LineFeed);
        int i = 0;
        for (; i + Vector256<byte>.Count <= text.Length; i += Vector256<byte>.Count)
        {
            Vector256<byte> bytes = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(text), (nuint)i);
            uint found = (Vector256.Equals(bytes, separators) | Vector256.Equals(bytes, lineFeeds)).ExtractMostSignificantBits();
            for (; found != 0; found &= found - 1)
                this.End(text, i + System.Numerics.BitOperations.TrailingZeroCount(found));
        }

        for (; i < text.Length; i++)
        {
            if (text[i] == separator || text[i] == LineFeed)
                this.End(text, i);
        }

        if (this.start < text.Length)
            this.EndLine(text, text.Length);
    }

    private void MakeRoom(int most)
    {
        if (this.rows.Length >= most)
            return;
        most += most / 4; // other lines are shorter
        (this.rows, this.values) = (new ParsedRow[most], new double[most * parser.Width]);
    }

    private void End(ReadOnlySpan<byte> text, int position)
    {
        if (text[position] == LineFeed)
        {
            this.EndLine(text, position);
            return;
        }

        if (this.fields < this.ends.Length)
            this.ends[this.fields] = position;
        this.fields++;
    }

    private void EndLine(ReadOnlySpan<byte> text, int position)
    {
        int end = position > this.start && text[position - 1] == Return ? position - 1 : position;
        bool isEmpty = this.fields == 0 && text[this.start..end].TrimStart(" \t"u8).IsEmpty; // like a CSV reader that trims fields
        if (!isEmpty)
        {
            if (this.fields < this.ends.Length)
                this.ends[this.fields] = end;
            this.rows[this.RowCount] = parser.Parse(new LineRecord(text, this.start, this.ends, this.fields + 1), this.line, this.values, this.RowCount * parser.Width);
            this.RowCount++;
        }

        (this.start, this.fields) = (position + 1, 0);
        this.line++;
    }
}
