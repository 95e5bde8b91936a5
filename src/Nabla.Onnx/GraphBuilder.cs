using Google.Protobuf;
using Nabla.Onnx.Format;
using Element = Nabla.Onnx.Format.TensorProto.Types.DataType;

namespace Nabla.Onnx;

/// <summary>A graph that grows node by node. Each value has a name of its own, however the columns of a table are named.</summary>
internal sealed class GraphBuilder
{
    /// <summary>The domain of operators on tables, whose texts among them.</summary>
    public const string MachineLearning = "ai.onnx.ml";

    private const string Examples = "examples";

    private readonly Dictionary<string, string> inputsByKey = new(StringComparer.Ordinal);
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly List<OnnxValue> inputs = [];
    private readonly List<OnnxValue> outputs = [];

    /// <summary>The graph as it is so far.</summary>
    public GraphProto Graph { get; } = new() { Name = "nabla" };

    /// <summary>Its inputs so far.</summary>
    public IReadOnlyList<OnnxValue> Inputs => this.inputs;

    /// <summary>Its outputs so far.</summary>
    public IReadOnlyList<OnnxValue> Outputs => this.outputs;

    /// <summary>An input [examples × columns]; the same one again where it is there already, as for the next member of a model.</summary>
    /// <param name="key">What it is told from others by.</param>
    /// <param name="name">Its name.</param>
    /// <param name="type">The type of its values.</param>
    /// <param name="columns">Its columns.</param>
    /// <returns>The name of the value, as of all methods that add one.</returns>
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

    /// <summary>An output: a value under a name that others know.</summary>
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

    /// <summary>A value as numbers of another type.</summary>
    public string Cast(string value, Element type) => this.Add("Cast", [value], [Attributes.Of("to", (long)type)]);

    /// <summary>Numbers in single precision; a single one without a shape.</summary>
    public string Constant(string name, IEnumerable<double> values, params long[] shape)
        => this.Constant(name, Element.Float, shape, tensor => tensor.FloatData.AddRange(values.Select(value => (float)value)));

    /// <summary>Numbers in double precision.</summary>
    public string DoubleConstant(string name, IReadOnlyCollection<double> values)
        => this.Constant(name, Element.Double, [values.Count], tensor => tensor.DoubleData.AddRange(values));

    /// <summary>Whole numbers.</summary>
    public string Constant(string name, params long[] values) => this.Constant(name, Element.Int64, [values.Length], tensor => tensor.Int64Data.AddRange(values));

    /// <summary>Texts.</summary>
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
