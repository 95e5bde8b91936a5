using System.Text;
using Nabla.Data;

namespace Nabla.Csv;

/// <summary>A source of CSV text: a file, which can be opened any number of times, or a stream, which is read at most twice.</summary>
internal sealed class CsvSource : IDisposable
{
    private readonly string? path;
    private readonly CountedStream? counted;
    private readonly ReplayStream? replay;
    private FileStream? file;
    private int alignment;

    private CsvSource(string name, string path)
    {
        this.Name = name;
        this.path = path;
    }

    private CsvSource(string name, Stream stream)
    {
        this.Name = name;
        this.counted = new CountedStream(stream);
        this.replay = new ReplayStream(this.counted);
    }

    /// <summary>The name for messages.</summary>
    public string Name { get; }

    /// <summary>Whether it can be opened again.</summary>
    public bool CanReopen => this.path is not null;

    /// <summary>The number of bytes read since the last opening, compressed ones for compressed data.</summary>
    public long BytesRead => this.counted?.Count ?? this.file?.Position ?? 0;

    /// <summary>The total number of bytes; null if unknown.</summary>
    public long? TotalBytes => this.counted is null ? this.file?.Length : null;

    /// <summary>Creates a source for a file; one without a length, such as a pipe, is treated as a stream.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static CsvSource OfFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            FileStream stream = Open(path);
            if (!stream.CanSeek)
                return new CsvSource(path, stream) { file = stream };
            stream.Dispose();
            return new CsvSource(path, path);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{path}: cannot be read: {(Directory.Exists(path) ? "it is a folder" : "access is denied")}", e);
        }
    }

    /// <summary>Creates a source for a stream, which is not closed.</summary>
    public static CsvSource OfStream(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        return new CsvSource(name, stream);
    }

    /// <summary>Whether the columns of the text opened last were aligned by spaces, which were replaced by tabs.</summary>
    public bool IsAligned => this.alignment > 0;

    /// <summary>
    /// The text from its beginning, decompressed if necessary, with tabs in place of column-aligning spaces. Streams opened before become invalid.
    /// </summary>
    /// <param name="again">Whether it is opened again later.</param>
    /// <param name="options">The format of the text.</param>
    /// <exception cref="InvalidDataException">The file has another format.</exception>
    public Stream Open(bool again, CsvOptions options)
    {
        if (this.path is not null)
            this.file = Open(this.path);
        else if (!again)
            this.replay!.Rewind();
        Stream text = Decompressed(this.file is not null && this.path is not null ? this.file : this.replay!);
        byte[] start = Start(text);
        this.CheckStart(start, options);
        this.alignment = options.Separator is null or ' ' && options.Encoding is null or { IsSingleByte: true } or UTF8Encoding && start is not ([0xff, 0xfe, ..] or [0xfe, 0xff, ..])
            ? Alignment.Of(start, options.Separator == ' ')
            : 0;
        var whole = new PrefixedStream(start, text);
        return this.alignment > 0 ? new AlignedStream(whole, this.alignment) : whole;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => this.file?.Dispose();

    // The reader of records has its own buffer.
    private static FileStream Open(string path)
        => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);

    // Enough bytes to detect the format. Does not wait for more from a pipe once there are some lines.
    private static byte[] Start(Stream text)
    {
        const int Most = 1 << 16, Lines = 20;
        var start = new byte[Most];
        int count = 0;
        for (int read = -1; read != 0 && count < Most && start.AsSpan(0, count).Count((byte)'\n') < Lines; count += read)
            read = text.Read(start.AsSpan(count));
        return start[..count];
    }

    private void CheckStart(byte[] start, CsvOptions options)
    {
        if (FileFormats.NameOf(start) is { } kind)
            throw new InvalidDataException($"{this.Name} is not a CSV file: it is {kind}");
        if (options.Encoding is null && FileFormats.Utf16Of(start) is { } utf16)
            throw CsvProblems.In(this.Name, new CsvProblem($"the text is UTF-16 without a byte order mark, {(utf16 == "utf-16le" ? "the low byte first" : "the high byte first")}", TableRemedy.Encoding, utf16));
    }

    // Two bytes identify gzip data (RFC 1952, 2.3.1).
    private static Stream Decompressed(Stream stream)
    {
        var start = new byte[2];
        int count = stream.ReadAtLeast(start, 2, throwOnEndOfStream: false);
        var whole = new PrefixedStream(start.AsMemory(0, count), stream);
        return count == 2 && start is [0x1f, 0x8b] ? new CompleteGzipStream(whole) : whole;
    }

    /// <summary>Counts the bytes read.</summary>
    private sealed class CountedStream(Stream stream) : ReadStream
    {
        public long Count { get; private set; }

        public override int Read(Span<byte> target)
        {
            int count = stream.Read(target);
            this.Count += count;
            return count;
        }
    }
}
