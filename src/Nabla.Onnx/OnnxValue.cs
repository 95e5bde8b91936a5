namespace Nabla.Onnx;

/// <summary>The type of an input or output: numbers or texts.</summary>
public enum OnnxType
{
    /// <summary>Numbers in single precision; NaN is a missing value.</summary>
    Single,

    /// <summary>64-bit integers.</summary>
    Int64,

    /// <summary>Texts; an empty text is a missing value.</summary>
    Text,
}

/// <summary>An input or output of an ONNX model: a tensor with a row for each example.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type of the values.</param>
/// <param name="Columns">The columns of a tensor [examples × columns]; null for a tensor [examples].</param>
public sealed record OnnxValue(string Name, OnnxType Type, int? Columns);
