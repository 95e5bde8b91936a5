using CsvHelper;

namespace Nabla.Csv;

/// <summary>The fields of a record as bytes, without quotes and spaces around them.</summary>
internal interface IRecord
{
    /// <summary>How many there are.</summary>
    int Count { get; }

    /// <summary>One of them, in UTF-8 if the file is.</summary>
    ReadOnlySpan<byte> Field(int field);
}

/// <summary>The record at which a reader stands.</summary>
internal readonly struct ReaderRecord(CsvReader reader) : IRecord
{
    public int Count => reader.FieldCount;

    public ReadOnlySpan<byte> Field(int field) => reader.GetSpan(field);
}

/// <summary>A line without quotes.</summary>
/// <param name="text">The text that it stands in.</param>
/// <param name="start">Where it starts.</param>
/// <param name="ends">Where each of its fields ends, as far as there is room.</param>
/// <param name="count">How many fields it has.</param>
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
