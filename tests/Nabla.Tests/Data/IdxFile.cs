using System.Buffers.Binary;
using System.IO.Compression;
using Nabla.Data;

namespace Nabla.Tests.Data;

/// <summary>Writes small IDX files.</summary>
internal static class IdxFile
{
    public static byte[] Bytes(IdxType type, int[] dimensions, double[] values)
    {
        var header = new byte[4 + (4 * dimensions.Length)];
        (header[2], header[3]) = ((byte)type, (byte)dimensions.Length);
        for (int i = 0; i < dimensions.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), dimensions[i]);
        return [.. header, .. values.SelectMany(value => Bytes(type, value))];
    }

    public static byte[] Gzip(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
            gzip.Write(content);
        return stream.ToArray();
    }

    /// <summary>The four files of a data set of tiny images whose pixels are 10·label + column.</summary>
    public static Dictionary<string, byte[]> TinyMnist(int trainRows = 12, int testRows = 5) => new(StringComparer.Ordinal)
    {
        ["train-images-idx3-ubyte.gz"] = Gzip(Images(trainRows)),
        ["train-labels-idx1-ubyte.gz"] = Gzip(Labels(trainRows)),
        ["t10k-images-idx3-ubyte.gz"] = Gzip(Images(testRows)),
        ["t10k-labels-idx1-ubyte.gz"] = Gzip(Labels(testRows)),
    };

    public static byte[] Images(int rows, int height = 2, int width = 3)
    {
        int size = height * width;
        IEnumerable<double> pixels = Enumerable.Range(0, rows * size).Select(i => (10.0 * (i / size % 10)) + (i % width));
        return Bytes(IdxType.UnsignedByte, [rows, height, width], [.. pixels]);
    }

    public static byte[] Labels(int rows)
        => Bytes(IdxType.UnsignedByte, [rows], [.. Enumerable.Range(0, rows).Select(i => (double)(i % 10))]);

    private static byte[] Bytes(IdxType type, double value)
    {
        var bytes = new byte[8];
        switch (type)
        {
            case IdxType.UnsignedByte:
                return [(byte)value];
            case IdxType.SignedByte:
                return [(byte)(sbyte)value];
            case IdxType.Int16:
                BinaryPrimitives.WriteInt16BigEndian(bytes, (short)value);
                return bytes[..2];
            case IdxType.Int32:
                BinaryPrimitives.WriteInt32BigEndian(bytes, (int)value);
                return bytes[..4];
            case IdxType.Single:
                BinaryPrimitives.WriteSingleBigEndian(bytes, (float)value);
                return bytes[..4];
            default:
                BinaryPrimitives.WriteDoubleBigEndian(bytes, value);
                return bytes;
        }
    }
}
