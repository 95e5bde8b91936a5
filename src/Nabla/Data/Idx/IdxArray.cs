using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Nabla.Data;

/// <summary>An array of any number of dimensions from an IDX file, the format of MNIST.</summary>
/// <remarks>
/// The format: two zero bytes, a byte for the type, a byte for the number of dimensions, each dimension in four bytes,
/// then the values row by row, everything big-endian (LeCun, Cortes, Burges: <i>The MNIST database of handwritten digits</i>).
/// </remarks>
public sealed class IdxArray
{
    private readonly byte[] data;

    internal IdxArray(IdxType type, ImmutableArray<int> dimensions, byte[] data)
    {
        this.Type = type;
        this.Dimensions = dimensions;
        this.data = data;
    }

    /// <summary>The type of the values.</summary>
    public IdxType Type { get; }

    /// <summary>The size in each dimension, at least one; the last index varies fastest.</summary>
    public ImmutableArray<int> Dimensions { get; }

    /// <summary>The number of values.</summary>
    public int Count => this.data.Length / Size(this.Type);

    /// <summary>Reads a file, compressed with gzip or not.</summary>
    /// <exception cref="InvalidDataException">The file is not an IDX file, or its length differs from its header.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IdxArray Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads a seekable stream from its position, compressed with gzip or not.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">The name for error messages.</param>
    /// <exception cref="InvalidDataException">The stream is not an IDX file, or its length differs from its header.</exception>
    public static IdxArray Read(Stream stream, string name) => IdxReader.Read(stream, name);

    /// <summary>All values in row-major order, exact.</summary>
    public double[] ToDoubles()
    {
        var values = new double[this.Count];
        int size = Size(this.Type);
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> bytes = this.data.AsSpan(i * size, size);
            values[i] = this.Type switch
            {
                IdxType.UnsignedByte => bytes[0],
                IdxType.SignedByte => (sbyte)bytes[0],
                IdxType.Int16 => BinaryPrimitives.ReadInt16BigEndian(bytes),
                IdxType.Int32 => BinaryPrimitives.ReadInt32BigEndian(bytes),
                IdxType.Single => BinaryPrimitives.ReadSingleBigEndian(bytes),
                _ => BinaryPrimitives.ReadDoubleBigEndian(bytes),
            };
        }

        return values;
    }

    /// <summary>The bytes per value; 0 for an unknown type.</summary>
    internal static int Size(IdxType type) => type switch
    {
        IdxType.UnsignedByte or IdxType.SignedByte => 1,
        IdxType.Int16 => 2,
        IdxType.Int32 or IdxType.Single => 4,
        IdxType.Double => 8,
        _ => 0,
    };
}
