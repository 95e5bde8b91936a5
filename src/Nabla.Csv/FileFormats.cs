using System.Buffers.Binary;
using System.Text;

namespace Nabla.Csv;

/// <summary>Recognizes files that are not text tables by their first bytes.</summary>
public static class FileFormats
{
    private const int MostHeaderBytes = 100 << 20;

    private static readonly (byte[] Start, string Name)[] Known =
    [
        ([0x50, 0x4b, 0x03, 0x04], "a zip file, or a workbook of Excel: unpack it, or save it as CSV"),
        ([0x50, 0x4b, 0x05, 0x06], "an empty zip file"),
        (Encoding.ASCII.GetBytes("PAR1"), "a Parquet file: convert it to CSV"),
        (Encoding.ASCII.GetBytes("ARROW1"), "an Arrow file: convert it to CSV"),
        (Encoding.ASCII.GetBytes("SQLite format 3"), "a SQLite database: export a table as CSV"),
        ([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], "a workbook of an old Excel: save it as CSV"),
        ([0x89, (byte)'H', (byte)'D', (byte)'F'], "an HDF5 file: convert it to CSV"),
        ([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'], "an array of NumPy: save it as CSV"),
        (Encoding.ASCII.GetBytes("BZh"), "compressed by bzip2: unpack it"),
        ([0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0], "compressed by xz: unpack it"),
        ([0x28, 0xb5, 0x2f, 0xfd], "compressed by zstd: unpack it"),
        ([(byte)'7', (byte)'z', 0xbc, 0xaf], "a 7-Zip archive: unpack it"),
        (Encoding.ASCII.GetBytes("Rar!"), "a RAR archive: unpack it"),
        (Encoding.ASCII.GetBytes("%PDF-"), "a PDF document"),
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], "a PNG image"),
        ([0xff, 0xd8, 0xff], "a JPEG image"),
        (Encoding.ASCII.GetBytes("GIF8"), "a GIF image"),
        ([0x7f, (byte)'E', (byte)'L', (byte)'F'], "a program"),
        ([0x80, 0x02], "a pickle of Python"),
        ([0x80, 0x03], "a pickle of Python"),
        ([0x80, 0x04, 0x95], "a pickle of Python"),
        ([0x80, 0x05, 0x95], "a pickle of Python"),
    ];

    /// <summary>The name of the file's format, to follow "it is"; null if it looks like text.</summary>
    /// <param name="start">The first bytes; a few hundred are sufficient.</param>
    public static string? NameOf(ReadOnlySpan<byte> start)
    {
        foreach ((byte[] bytes, string name) in Known)
        {
            if (start.StartsWith(bytes))
                return name;
        }

        if (IsModel(start))
            return "a model file";
        string text = Encoding.ASCII.GetString(start[..Math.Min(start.Length, 1 << 12)]).TrimStart('?', ' ', '\t', '\r', '\n');
        return text switch
        {
            _ when text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase) => "an HTML page",
            _ when text.StartsWith("<?xml", StringComparison.Ordinal) => "an XML file",
            ['{', .. var rest] when rest.TrimStart() is ['"' or '}', ..] => "a JSON file: convert it to CSV",
            ['[', .. var rest] when rest.TrimStart() is ['{' or '[' or ']', ..] => "a JSON file: convert it to CSV",
            _ when text.StartsWith("@relation", StringComparison.OrdinalIgnoreCase) || text.Contains("\n@relation", StringComparison.OrdinalIgnoreCase) => "an ARFF file: convert it to CSV",
            _ => null,
        };
    }

    /// <summary>Whether it is a safetensors file, the format of models.</summary>
    public static bool IsModel(ReadOnlySpan<byte> start)
        => start.Length > 9 && start[8] == '{' && BinaryPrimitives.ReadUInt64LittleEndian(start) is > 1 and < MostHeaderBytes;

    /// <summary>The name of the UTF-16 encoding of a text without a byte order mark; null for other texts.</summary>
    public static string? Utf16Of(ReadOnlySpan<byte> start)
    {
        const int Enough = 8;
        if (start.Length < Enough || start is [0xff, 0xfe, ..] or [0xfe, 0xff, ..] or [0, 0, 0xfe, 0xff, ..])
            return null;
        (int even, int odd) = (0, 0);
        for (int i = 0; i + 1 < start.Length; i += 2)
            (even, odd) = (even + (start[i] == 0 ? 1 : 0), odd + (start[i + 1] == 0 ? 1 : 0));
        int half = start.Length / 2;
        return 2 * odd > half && even == 0 ? "utf-16le" : 2 * even > half && odd == 0 ? "utf-16be" : null;
    }

    /// <summary>The first bytes of a file; empty if it cannot be read.</summary>
    public static byte[] StartOf(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            var start = new byte[1 << 12];
            return start[..(stream.CanSeek ? stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) : 0)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
