using System.Globalization;
using System.Text;
using CsvHelper;

namespace Nabla.Csv;

/// <summary>
/// The records of a CSV file, all with as many fields as the first; records that cannot be read are refused, or skipped and counted.
/// </summary>
internal sealed class CsvRecords : IDisposable
{
    /// <summary>The maximum length of a record in bytes, so that an open quote does not read a large file into memory.</summary>
    private const int MaxRecordSize = 1 << 24;

    private readonly CsvReaderOptions format;
    private readonly TappedStream? tap;
    private CsvReader reader;
    private long linesBefore;
    private readonly BadRows bad;
    private readonly string name;
    private readonly bool isAligned;
    private string? malformed;
    private int fieldCount = -1;
    private int leastFields;
    private string first = "the first line has";

    /// <summary>Creates a reader for the records of a source, from its beginning.</summary>
    /// <param name="source">The source of the text.</param>
    /// <param name="options">The format of the text.</param>
    /// <param name="bad">Receives problems.</param>
    /// <param name="again">Whether the records are read once more later.</param>
    /// <param name="tapped">Whether another reader may continue, by <see cref="TakeRest"/>.</param>
    public CsvRecords(CsvSource source, CsvOptions options, BadRows bad, bool again = false, bool tapped = false)
    {
        this.name = source.Name;
        this.bad = bad;
        Stream text = source.Open(again, options);
        this.isAligned = source.IsAligned;
        if (tapped && options.Encoding is null)
            text = this.tap = new TappedStream(text);
        this.format = CsvReaderOptions.Default with
        {
            Separator = this.isAligned ? '\t' : options.Separator,
            HasHeader = false,
            Encoding = options.Encoding,
            FormatProvider = Numbers(decimalComma: false),
            TrimWhitespace = true,
            TrackLineNumbers = true,
            AllowLineBreaksInQuotes = !options.SkipBadRows,
            MaxRecordSize = MaxRecordSize,
            OnMalformedRecord = this.Remember,
        };
        this.reader = CsvReader.Create(text, this.format);
    }

    /// <summary>The fields of the current record.</summary>
    public CsvReader Fields => this.reader;

    /// <summary>The line on which the current record begins, from 1.</summary>
    public long Line => this.linesBefore + this.reader.LineNumber;

    /// <summary>The number of fields of each record.</summary>
    public int FieldCount => this.reader.FieldCount;

    /// <summary>The separator between fields.</summary>
    public char Separator => this.isAligned ? ' ' : this.reader.Separator;

    /// <summary>The separator in the processed text, in which tabs replace column-aligning spaces.</summary>
    public char FieldSeparator => this.reader.Separator;

    /// <summary>The texts of the fields of the current record.</summary>
    public string[] Texts() => [.. Enumerable.Range(0, this.FieldCount).Select(this.reader.GetString)];

    /// <summary>Requires a number of fields in every record, regardless of the first one.</summary>
    /// <param name="fields">The number of fields.</param>
    /// <param name="who">The source of the requirement, to precede the number.</param>
    public void Expect(int fields, string who)
    {
        this.fieldCount = fields;
        this.first = who;
    }

    /// <summary>Requires a minimum number of fields in the first record.</summary>
    public void ExpectAtLeast(int fields) => this.leastFields = fields;

    /// <summary>Moves to the next record.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InvalidDataException">A record cannot be read, and bad rows are not skipped.</exception>
    public bool Read()
    {
        while (this.Next())
        {
            if (this.malformed is not null)
            {
                this.bad.Add(this.Line, this.malformed);
                this.malformed = null;
                continue;
            }

            if (this.Accepts(this.Line, this.reader.FieldCount))
                return true;
        }

        return false;
    }

    /// <summary>Whether a record has the right number of fields; otherwise it is refused, or skipped.</summary>
    /// <param name="line">The line on which the record begins.</param>
    /// <param name="fields">The number of fields.</param>
    /// <exception cref="InvalidDataException">The number is wrong, and bad rows are not skipped.</exception>
    public bool Accepts(long line, int fields)
    {
        if (this.fieldCount < 0 && fields >= this.leastFields)
            this.fieldCount = fields;
        if (fields == this.fieldCount)
            return true;
        string wanted = this.fieldCount < 0 ? $"expected at least {this.leastFields}" : $"{this.first} {this.fieldCount}";
        this.bad.Add(line, $"{(fields == 1 ? "1 field" : $"{fields} fields")}, {wanted}");
        return false;
    }

    /// <summary>
    /// The text after the current record, or all text if no record was read, and the number of lines before it; null if its bytes are not those of
    /// the file, or the separator is not ASCII. Nothing else can be read here until <see cref="GoOn"/>.
    /// </summary>
    public (Stream Text, long Lines)? TakeRest()
    {
        if (this.tap is not { BytesRead: { IsEmpty: false } read } || this.FieldSeparator > sbyte.MaxValue)
            return null;
        read = this.tap.BytesRead; // the separator may have been detected only now
        ReadOnlySpan<byte> bytes = read.Span;
        int end = bytes.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        if (this.reader.RowNumber > 0)
        {
            end = (int)this.reader.ByteOffset + this.reader.RawRecord.Length;
            end += bytes[Math.Min(end, bytes.Length)..] is [(byte)'\r', (byte)'\n', ..] ? 2 : 1;
            if (end > bytes.Length || bytes[end - 1] != '\n')
                return null;
        }

        if (bytes is [0xff, 0xfe, ..] or [0xfe, 0xff, ..] or [0, 0, 0xfe, 0xff, ..] || bytes[..end].Count((byte)'\r') != bytes[..end].Count("\r\n"u8))
            return null;
        this.tap.Forget();
        return (new PrefixedStream(read[end..], this.tap), bytes[..end].Count((byte)'\n'));
    }

    /// <summary>Continues with a text that another reader took and left.</summary>
    /// <param name="text">The text, starting at the beginning of a record.</param>
    /// <param name="lines">The number of lines before it.</param>
    public void GoOn(Stream text, long lines)
    {
        char separator = this.reader.Separator;
        this.reader = CsvReader.Create(text, this.format with { Separator = separator });
        this.linesBefore = lines;
    }

    public void Dispose() => this.reader.Dispose();

    // Thousands separators are not accepted: 1,5 must never be read as 15.
    internal static NumberFormatInfo Numbers(bool decimalComma)
    {
        var numbers = (NumberFormatInfo)CultureInfo.InvariantCulture.NumberFormat.Clone();
        numbers.NumberGroupSeparator = "\u0001";
        if (decimalComma)
            numbers.NumberDecimalSeparator = ",";
        return numbers;
    }

    private bool Next()
    {
        try
        {
            return this.reader.Read();
        }
        catch (CsvFormatException e)
        {
            string problem = e.Message.Contains(nameof(MaxRecordSize), StringComparison.Ordinal)
                ? $"a row is longer than {MaxRecordSize >> 20} MB, perhaps a quote is never closed"
                : e.Message;
            this.bad.End(e, this.linesBefore, problem);
            return false;
        }
        catch (InvalidDataException e) when (CsvProblems.Of(e).Count == 0)
        {
            throw new InvalidDataException($"{this.name}: {e.Message}", e);
        }
    }

    private void Remember(CsvMalformedRecord record) => this.malformed ??= record.Reason switch
    {
        CsvMalformedReason.UnterminatedQuote or CsvMalformedReason.LineBreakInQuotes => "a quote that is opened and never closed",
        CsvMalformedReason.TextAfterClosingQuote => "text after a closing quote",
        _ => null, // a quote inside an unquoted field is an ordinary character
    };
}
