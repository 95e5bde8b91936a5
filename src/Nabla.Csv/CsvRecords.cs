using System.Globalization;
using CsvHelper;

namespace Nabla.Csv;

/// <summary>The records of a CSV file, each with as many fields as the first; what cannot be read is refused, or left out and counted.</summary>
internal sealed class CsvRecords : IDisposable
{
    /// <summary>The longest record in bytes: an open quote must not swallow a large file into memory.</summary>
    private const int MaxRecordSize = 1 << 24;

    private readonly CsvReader reader;
    private readonly BadRows bad;
    private readonly string name;
    private readonly bool isAligned;
    private string? malformed;
    private int fieldCount = -1;
    private int leastFields;
    private string first = "the first line has";

    /// <summary>The records of a source from its beginning.</summary>
    /// <param name="source">Where the text comes from.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="bad">Told of what cannot be read.</param>
    /// <param name="again">Whether they are read once more later.</param>
    public CsvRecords(CsvSource source, CsvOptions options, BadRows bad, bool again = false)
    {
        this.name = source.Name;
        this.bad = bad;
        Stream text = source.Open(again, options);
        this.isAligned = source.IsAligned;
        this.reader = CsvReader.Create(text, CsvReaderOptions.Default with
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
        });
    }

    /// <summary>The fields of the current record.</summary>
    public CsvReader Fields => this.reader;

    /// <summary>The line on which the current record begins, from 1.</summary>
    public long Line => this.reader.LineNumber;

    /// <summary>The number of fields of each record.</summary>
    public int FieldCount => this.reader.FieldCount;

    /// <summary>The separator between fields.</summary>
    public char Separator => this.isAligned ? ' ' : this.reader.Separator;

    /// <summary>The texts of the fields of the current record.</summary>
    public string[] Texts() => [.. Enumerable.Range(0, this.FieldCount).Select(this.reader.GetString)];

    /// <summary>Requires a number of fields in every record, whatever the first has.</summary>
    /// <param name="fields">The number of fields.</param>
    /// <param name="who">The source of the requirement, to precede the number.</param>
    public void Expect(int fields, string who)
    {
        this.fieldCount = fields;
        this.first = who;
    }

    /// <summary>Requires a least number of fields in the first record.</summary>
    public void ExpectAtLeast(int fields) => this.leastFields = fields;

    /// <summary>Goes to the next record.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InvalidDataException">A record cannot be read, and such are not left out.</exception>
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

            if (this.fieldCount < 0 && this.reader.FieldCount >= this.leastFields)
                this.fieldCount = this.reader.FieldCount;
            if (this.reader.FieldCount == this.fieldCount)
                return true;
            string wanted = this.fieldCount < 0 ? $"expected at least {this.leastFields}" : $"{this.first} {this.fieldCount}";
            this.bad.Add(this.Line, $"{Count(this.reader.FieldCount)}, {wanted}");
        }

        return false;

        static string Count(int count) => count == 1 ? "1 field" : $"{count} fields";
    }

    public void Dispose() => this.reader.Dispose();

    // No thousands separator is accepted: 1,5 must never be read as 15.
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
            this.bad.End(e, problem);
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
        _ => null, // a quote inside an unquoted field is a character like any other
    };
}
