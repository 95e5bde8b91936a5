namespace Nabla.Models;

/// <summary>A tensor as the header of a safetensors file describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its number type: F32, F64 …</param>
/// <param name="Shape">Its sizes; the last one runs fastest.</param>
/// <param name="Begin">Where its bytes begin, counted from the end of the header.</param>
/// <param name="End">Where the next tensor's bytes begin.</param>
internal sealed record TensorEntry(string Name, string Type, IReadOnlyList<long> Shape, long Begin, long End)
{
    /// <summary>The bytes of a number of the types that are supported.</summary>
    public static int SizeOf(string type) => type switch
    {
        "F32" => sizeof(float),
        "F64" => sizeof(double),
        _ => throw new InvalidDataException($"tensors of type {type} are not supported, expected F32 or F64"),
    };

    /// <summary>Its bytes by type and shape.</summary>
    /// <exception cref="InvalidDataException">The type is not supported, or a size makes no sense.</exception>
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
