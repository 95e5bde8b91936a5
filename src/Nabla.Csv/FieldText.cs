using System.Buffers;
using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace Nabla.Csv;

/// <summary>Decodes fields into a buffer.</summary>
internal sealed class FieldText
{
    private char[] buffer = new char[256];

    /// <summary>The text of a field, valid until the next call.</summary>
    /// <returns>Whether it is UTF-8.</returns>
    public bool TryDecode(CsvReader fields, int field, out ReadOnlySpan<char> text) => this.TryDecode(fields.GetSpan(field), out text);

    /// <summary>The text of a field, valid until the next call.</summary>
    /// <returns>Whether it is UTF-8.</returns>
    public bool TryDecode(ReadOnlySpan<byte> bytes, out ReadOnlySpan<char> text)
    {
        if (this.buffer.Length < bytes.Length)
            this.buffer = new char[Math.Max(bytes.Length, 2 * this.buffer.Length)];
        OperationStatus status = Utf8.ToUtf16(bytes, this.buffer, out _, out int length, replaceInvalidSequences: false);
        text = this.buffer.AsSpan(0, length);
        return status == OperationStatus.Done;
    }

    /// <summary>The text of a field for messages, with any bytes.</summary>
    public static string Shown(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
