using System.Buffers;
using System.Text.Unicode;
using CsvHelper;

namespace Nabla.Csv;

/// <summary>Decodes fields into a buffer of its own.</summary>
internal sealed class FieldText
{
    private char[] buffer = new char[256];

    /// <summary>The text of a field, until the next is decoded.</summary>
    /// <returns>Whether it is UTF-8.</returns>
    public bool TryDecode(CsvReader fields, int field, out ReadOnlySpan<char> text)
    {
        ReadOnlySpan<byte> bytes = fields.GetSpan(field);
        if (this.buffer.Length < bytes.Length)
            this.buffer = new char[Math.Max(bytes.Length, 2 * this.buffer.Length)];
        OperationStatus status = Utf8.ToUtf16(bytes, this.buffer, out _, out int length, replaceInvalidSequences: false);
        text = this.buffer.AsSpan(0, length);
        return status == OperationStatus.Done;
    }
}
