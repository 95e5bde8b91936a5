using Google.Protobuf;
using Nabla.Onnx.Format;
using Kind = Nabla.Onnx.Format.AttributeProto.Types.AttributeType;

namespace Nabla.Onnx;

/// <summary>Creates node attributes.</summary>
internal static class Attributes
{
    public static AttributeProto Of(string name, long value) => new() { Name = name, Type = Kind.Int, I = value };

    public static AttributeProto Of(string name, double value) => new() { Name = name, Type = Kind.Float, F = (float)value };

    public static AttributeProto Of(string name, IEnumerable<long> values) => new() { Name = name, Type = Kind.Ints, Ints = { values } };

    public static AttributeProto Of(string name, IEnumerable<string> texts)
        => new() { Name = name, Type = Kind.Strings, Strings = { texts.Select(ByteString.CopyFromUtf8) } };
}
