using Google.Protobuf;
using Nabla.Onnx.Format;
using Element = Nabla.Onnx.Format.TensorProto.Types.DataType;

namespace Nabla.Onnx;

/// <summary>Builds a graph node by node. Each value gets a unique name, independent of column names.</summary>
internal sealed class GraphBuilder
{
    /// <summary>The domain of the operators for tables, including texts.</summary>
    public const string MachineLearning = "ai.onnx.ml";

    private const string Examples = "examples";

    private readonly Dictionary<string, string> inputsByKey = new(StringComparer.Ordinal);
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly List<OnnxValue> inputs = [];
    private readonly List<OnnxValue> outputs = [];

    /// <summary>The graph so far.</summary>
    public GraphProto Graph { get; } = new() { Name = "nabla" };

    /// <summary>The inputs so far.</summary>
    public IReadOnlyList<OnnxValue> Inputs => this.inputs;

    /// <summary>The outputs so far.</summary>
    public IReadOnlyList<OnnxValue> Outputs => this.outputs;

    /// <summary>Adds an input [examples × columns], or returns the existing one, as for further members of a model.</summary>
    /// <param name="key">The key that identifies the input.</param>
    /// <param name="name">The name.</param>
    /// <param name="type">The type of the values.</param>
    /// <param name="columns">The number of columns.</param>
    /// <returns>The name of the value; all methods that add a value return its name.</returns>
    public string Input(string key, string name, OnnxType type, int columns)
    {
        if (this.inputsByKey.TryGetValue(key, out string? known))
            return known;
        var value = new OnnxValue(this.Unique(name), type, columns);
        this.inputsByKey.Add(key, value.Name);
        this.inputs.Add(value);
        this.Graph.Input.Add(Describe(value));
        return value.Name;
    }

    /// <summary>Adds an output: a value under a public name.</summary>
    public void Output(string value, string name, OnnxType type, int? columns)
    {
        var output = new OnnxValue(this.Unique(name), type, columns);
        this.outputs.Add(output);
        this.Graph.Output.Add(Describe(output));
        this.Graph.Node.Add(new NodeProto { Name = output.Name, OpType = "Identity", Input = { value }, Output = { output.Name } });
    }

    /// <summary>Applies an operator to values.</summary>
    public string Add(string operation, params string[] values) => this.Add(operation, values, []);

    /// <summary>Applies an operator with attributes to values.</summary>
    public string Add(string operation, string[] values, AttributeProto[] attributes, string domain = "")
    {
        string name = this.Unique(operation.ToLowerInvariant());
        this.Graph.Node.Add(new NodeProto { Name = name, OpType = operation, Domain = domain, Input = { values }, Output = { name }, Attribute = { attributes } });
        return name;
    }

    /// <summary>Converts a value to another number type.</summary>
    public string Cast(string value, Element type) => this.Add("Cast", [value], [Attributes.Of("to", (long)type)]);

    /// <summary>Adds a constant in single precision; a scalar if there is no shape.</summary>
    public string Constant(string name, IEnumerable<double> values, params long[] shape)
        => this.Constant(name, Element.Float, shape, tensor => tensor.FloatData.AddRange(values.Select(value => (float)value)));

    /// <summary>Adds a constant in double precision.</summary>
    public string DoubleConstant(string name, IReadOnlyCollection<double> values)
        => this.Constant(name, Element.Double, [values.Count], tensor => tensor.DoubleData.AddRange(values));

    /// <summary>Adds a constant of whole numbers.</summary>
    public string Constant(string name, params long[] values) => this.Constant(name, Element.Int64, [values.Length], tensor => tensor.Int64Data.AddRange(values));

    /// <summary>Adds a constant of texts.</summary>
    public string Constant(string name, IReadOnlyList<string> texts)
        => this.Constant(name, Element.String, [texts.Count], tensor => tensor.StringData.AddRange(texts.Select(ByteString.CopyFromUtf8)));

    private string Constant(string name, Element type, long[] shape, Action<TensorProto> fill)
    {
        var tensor = new TensorProto { Name = this.Unique(name), DataType = type, Dims = { shape } };
        fill(tensor);
        this.Graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    private string Unique(string wanted)
    {
        string name = wanted;
        for (int i = 2; !this.names.Add(name); i++)
            name = FormattableString.Invariant($"{wanted}_{i}");
        return name;
    }

    private static ValueInfoProto Describe(OnnxValue value)
    {
        var shape = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = Examples } } };
        if (value.Columns is { } columns)
            shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = columns });
        Element type = value.Type switch
        {
            OnnxType.Int64 => Element.Int64,
            OnnxType.Text => Element.String,
            _ => Element.Float,
        };
        return new ValueInfoProto
        {
            Name = value.Name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = type, Shape = shape } },
        };
    }
}
