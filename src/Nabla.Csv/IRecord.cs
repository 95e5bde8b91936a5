using CsvHelper;

namespace Nabla.Csv;

/// <summary>The fields of a record as bytes, without surrounding quotes and spaces.</summary>
internal interface IRecord
{
    /// <summary>The number of fields.</summary>
    int Count { get; }

    /// <summary>The bytes of a field, in UTF-8 if the file is.</summary>
    ReadOnlySpan<byte> Field(int field);
}

/// <summary>The current record of a reader.</summary>
internal readonly struct ReaderRecord(CsvReader reader) : IRecord
{
    public int Count => reader.FieldCount;

    public ReadOnlySpan<byte> Field(int field) => reader.GetSpan(field);
}

/// <summary>A line without quotes.</summary>
/// <param name="text">The text that contains the line.</param>
/// <param name="start">The start of the line.</param>
/// <param name="ends">The ends of its fields, as far as they fit.</param>
/// <param name="count">The number of fields.</param>
internal readonly ref struct LineRecord(ReadOnlySpan<byte> text, int start, ReadOnlySpan<int> ends, int count) : IRecord
{
    private readonly ReadOnlySpan<byte> text = text;
    private readonly ReadOnlySpan<int> ends = ends;

    public int Count => count;

    public ReadOnlySpan<byte> Field(int field)
    {
        int first = field == 0 ? start : this.ends[field - 1] + 1, end = this.ends[field];
        while (first < end && this.text[first] is (byte)' ' or (byte)'\t')
            first++;
        while (end > first && this.text[end - 1] is (byte)' ' or (byte)'\t')
            end--;
        return this.text[first..end];
    }
}
