namespace Nabla.Models;

/// <summary>The entry of a tensor in the header of a safetensors file.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The number type: F32, F64 …</param>
/// <param name="Shape">The sizes, in row-major order.</param>
/// <param name="Begin">The start of its bytes, relative to the end of the header.</param>
/// <param name="End">The end of its bytes, exclusive.</param>
internal sealed record TensorEntry(string Name, string Type, IReadOnlyList<long> Shape, long Begin, long End)
{
    /// <summary>The bytes per number of the supported types.</summary>
    public static int SizeOf(string type) => type switch
    {
        "F32" => sizeof(float),
        "F64" => sizeof(double),
        _ => throw new InvalidDataException($"tensors of type {type} are not supported, expected F32 or F64"),
    };

    /// <summary>The number of bytes by type and shape.</summary>
    /// <exception cref="InvalidDataException">The type is not supported, or a size is invalid.</exception>
    public long Bytes()
    {
        long bytes = SizeOf(this.Type);
        foreach (long size in this.Shape)
        {
            if (size < 1 || bytes > long.MaxValue / size)
                throw new InvalidDataException($"tensor '{this.Name}' has the impossible shape [{string.Join(", ", this.Shape)}]");
            bytes *= size;
        }

        return bytes;
    }
}
