using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Nabla.Data;

/// <summary>The layout of a packed file: a page with sizes, the rows, the metadata, and a trailer with the length of the metadata.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Width">The number of doubles per row.</param>
internal readonly record struct PackedLayout(int Rows, int Width)
{
    /// <summary>The version of the format.</summary>
    public const int Version = 1;

    /// <summary>The bytes before the first row: one page.</summary>
    public const int HeaderLength = 4096;

    /// <summary>The length of the trailer in bytes.</summary>
    public const int EndLength = sizeof(long) + SHA256.HashSizeInBytes + 8;

    /// <summary>The maximum bytes of metadata that are read.</summary>
    public const int MostMetadata = 1 << 28;

    /// <summary>The maximum number of doubles per row.</summary>
    public const int MostWidth = 1 << 20;

    /// <summary>The first and last bytes of the file.</summary>
    public static ReadOnlySpan<byte> Magic => "NABLAROW"u8;

    /// <summary>The position of the metadata.</summary>
    public long MetadataOffset => HeaderLength + ((long)this.Rows * this.Width * sizeof(double));

    /// <summary>The first page.</summary>
    public byte[] Header()
    {
        var header = new byte[HeaderLength];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), HeaderLength);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), this.Rows);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), this.Width);
        return header;
    }

    /// <summary>The bytes after the metadata.</summary>
    public static byte[] End(ReadOnlySpan<byte> metadata)
    {
        var end = new byte[EndLength];
        BinaryPrimitives.WriteInt64LittleEndian(end, metadata.Length);
        SHA256.HashData(metadata, end.AsSpan(sizeof(long)));
        Magic.CopyTo(end.AsSpan(EndLength - Magic.Length));
        return end;
    }

    /// <summary>Reads sizes and metadata, and checks them against the length of the file.</summary>
    /// <exception cref="InvalidDataException">They do not match; the message gives the reason, to be appended to the file name.</exception>
    public static (PackedLayout Layout, byte[] Metadata) Read(FileStream file)
    {
        var header = new byte[HeaderLength];
        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || !header.AsSpan().StartsWith(Magic))
            throw new InvalidDataException("it is no packed table");
        int version = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(8));
        if (version != Version)
            throw new InvalidDataException($"it is a packed table of version {version}, and this program reads version {Version}: pack the data again");
        long rows = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(16)), width = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(24));
        if (BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(12)) != HeaderLength || rows is < 1 or > int.MaxValue || width is < 2 or > MostWidth)
            throw new InvalidDataException($"the packed table is damaged: it says that it has {rows} rows of {width} numbers");
        var layout = new PackedLayout((int)rows, (int)width);
        long least = layout.MetadataOffset + EndLength;
        if (file.Length < least)
            throw new InvalidDataException($"the packed table is cut off: {rows} rows of {width} numbers need more than {least} bytes, and there are {file.Length}");
        var end = new byte[EndLength];
        file.Seek(-EndLength, SeekOrigin.End);
        file.ReadExactly(end);
        long length = BinaryPrimitives.ReadInt64LittleEndian(end);
        if (!end.AsSpan().EndsWith(Magic) || length != file.Length - least)
            throw new InvalidDataException("the packed table is damaged or cut off: its last bytes are not those of one");
        if (length > MostMetadata)
            throw new InvalidDataException($"the packed table has {length} bytes of metadata, expected at most {MostMetadata}");
        var metadata = new byte[length];
        file.Seek(layout.MetadataOffset, SeekOrigin.Begin);
        file.ReadExactly(metadata);
        return SHA256.HashData(metadata).AsSpan().SequenceEqual(end.AsSpan(sizeof(long), SHA256.HashSizeInBytes))
            ? (layout, metadata)
            : throw new InvalidDataException("the packed table is damaged: the hash of its metadata is another");
    }
}
