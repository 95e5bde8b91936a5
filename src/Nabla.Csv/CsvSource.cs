using System.Text;
using Nabla.Data;

namespace Nabla.Csv;

/// <summary>Where CSV text comes from: a file, which can be opened as often as wanted, or a stream, which is read twice at most.</summary>
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

    /// <summary>Its name in messages.</summary>
    public string Name { get; }

    /// <summary>Whether it can be opened once more.</summary>
    public bool CanReopen => this.path is not null;

    /// <summary>Bytes read since it was opened last, compressed if it is.</summary>
    public long BytesRead => this.counted?.Count ?? this.file?.Position ?? 0;

    /// <summary>Bytes there are; null if that is not known.</summary>
    public long? TotalBytes => this.counted is null ? this.file?.Length : null;

    /// <summary>A file; what has no length, such as a pipe, is a stream.</summary>
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

    /// <summary>A stream, which is not closed.</summary>
    public static CsvSource OfStream(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        return new CsvSource(name, stream);
    }

    /// <summary>Whether the columns of the text opened last were aligned by spaces; tabs stand there now.</summary>
    public bool IsAligned => this.alignment > 0;

    /// <summary>
    /// The text from its beginning, decompressed if it was compressed, with tabs where columns are aligned by spaces. Nothing opened before is
    /// of use any more.
    /// </summary>
    /// <param name="again">Whether it is opened once more later.</param>
    /// <param name="options">How it is written.</param>
    /// <exception cref="InvalidDataException">It is a file of another kind.</exception>
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

    // The reader of records has a buffer of its own.
    private static FileStream Open(string path)
        => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);

    // Enough to see what it is. A pipe is not waited for once there are some lines.
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

    // Two bytes say that data is compressed by gzip (RFC 1952, 2.3.1).
    private static Stream Decompressed(Stream stream)
    {
        var start = new byte[2];
        int count = stream.ReadAtLeast(start, 2, throwOnEndOfStream: false);
        var whole = new PrefixedStream(start.AsMemory(0, count), stream);
        return count == 2 && start is [0x1f, 0x8b] ? new CompleteGzipStream(whole) : whole;
    }

    /// <summary>Counts what is read.</summary>
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
