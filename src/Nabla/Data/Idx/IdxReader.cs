using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Nabla.Data;

/// <summary>Reads IDX files without trusting the header: memory grows with the bytes that exist, not with the announced length.</summary>
/// <param name="content">The decompressed content of the file.</param>
/// <param name="name">The name for error messages.</param>
internal sealed class IdxReader(Stream content, string name)
{
    private const int FirstBuffer = 1 << 16;
    private long offset;

    /// <summary>Reads a stream, compressed with gzip or not.</summary>
    public static IdxArray Read(Stream stream, string name)
    {
        Span<byte> magic = stackalloc byte[2];
        int length = stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        stream.Seek(-length, SeekOrigin.Current);
        if (!magic.SequenceEqual<byte>([0x1F, 0x8B]))
            return new IdxReader(stream, name).Read();
        using var unpacked = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
        return new IdxReader(unpacked, name).Read();
    }

    private IdxArray Read()
    {
        (IdxType type, int rank) = this.ReadMagic();
        var dimensions = new int[rank];
        long bytes = IdxArray.Size(type);
        for (int i = 0; i < rank; i++)
        {
            uint dimension = BinaryPrimitives.ReadUInt32BigEndian(this.ReadHeader(sizeof(uint)));
            bytes = dimension <= Array.MaxLength ? bytes * dimension : long.MaxValue;
            if (bytes > Array.MaxLength)
                throw this.Error(this.offset - sizeof(uint), $"dimension {i} is {dimension}, which makes more values than can be held");
            dimensions[i] = (int)dimension;
        }

        byte[] data = this.ReadData((int)bytes);
        if (data.Length < bytes)
            throw this.Error(this.offset, $"the file ends after {data.Length} bytes of values, but its header announces {bytes}");
        if (this.Fill(stackalloc byte[1]) > 0)
            throw this.Error(this.offset - 1, $"there is more after the {bytes} bytes of values that the header announces");
        return new IdxArray(type, ImmutableCollectionsMarshal.AsImmutableArray(dimensions), data);
    }

    private (IdxType Type, int Rank) ReadMagic()
    {
        byte[] magic = this.ReadHeader(4);
        if (magic[0] != 0 || magic[1] != 0)
            throw this.Error(0, $"the first two bytes are {magic[0]:X2} {magic[1]:X2}, not 00 00 as in an IDX file");
        if (IdxArray.Size((IdxType)magic[2]) == 0)
            throw this.Error(2, $"there is no type of value {magic[2]:X2}: expected 08, 09, 0B, 0C, 0D or 0E");
        if (magic[3] == 0)
            throw this.Error(3, "the array has 0 dimensions, expected at least 1");
        return ((IdxType)magic[2], magic[3]);
    }

    private byte[] ReadHeader(int length)
    {
        var bytes = new byte[length];
        if (this.Fill(bytes) < length)
            throw this.Error(this.offset, "the file ends within its header");
        return bytes;
    }

    /// <summary>Reads the announced bytes, or fewer if the content is shorter.</summary>
    private byte[] ReadData(int announced)
    {
        var data = new byte[Math.Min(announced, FirstBuffer)];
        int filled = this.Fill(data);
        while (filled == data.Length && filled < announced)
        {
            Array.Resize(ref data, (int)Math.Min(announced, 2L * data.Length));
            filled += this.Fill(data.AsSpan(filled));
        }

        return filled == data.Length ? data : data[..filled];
    }

    private int Fill(Span<byte> buffer)
    {
        try
        {
            int count = content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            this.offset += count;
            return count;
        }
        catch (InvalidDataException)
        {
            throw this.Error(this.offset, "the gzip compression is damaged");
        }
    }

    private InvalidDataException Error(long position, string problem) => new($"'{name}', byte {position}: {problem}");
}
