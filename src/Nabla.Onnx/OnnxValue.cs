namespace Nabla.Onnx;

/// <summary>The type of an input or output: numbers or texts.</summary>
public enum OnnxType
{
    /// <summary>Numbers in single precision; NaN stands for a missing one.</summary>
    Single,

    /// <summary>Whole numbers of 64 bits.</summary>
    Int64,

    /// <summary>Texts; the empty one stands for a missing one.</summary>
    Text,
}

/// <summary>An input or output of an ONNX model: a tensor with a row for each example.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="Columns">The columns of a tensor [examples × columns]; null for a tensor [examples].</param>
public sealed record OnnxValue(string Name, OnnxType Type, int? Columns);
