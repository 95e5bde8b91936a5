using Nabla.Descriptions;
using Nabla.Networks;
using Element = Nabla.Onnx.Format.TensorProto.Types.DataType;

namespace Nabla.Onnx;

/// <summary>The layers of a network, each with its own nodes; layers that ONNX has no form for are refused by name.</summary>
internal sealed class NetworkNodes
{
    private readonly GraphBuilder graph;
    private readonly Network<double> network;
    private readonly Queue<ParameterSlice> slices;

    private NetworkNodes(GraphBuilder graph, Network<double> network)
    {
        this.graph = graph;
        this.network = network;
        this.slices = new Queue<ParameterSlice>(network.Slices);
    }

    /// <summary>What the network makes of features [examples × features].</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="network">A network as it predicts, so without batch normalization.</param>
    /// <param name="features">The features.</param>
    public static string Add(GraphBuilder graph, Network<double> network, string features)
        => new NetworkNodes(graph, network).Add(network.Spec.Layers, features);

    private string Add(ValueList<LayerSpec> layers, string x) => layers.Aggregate(x, (a, layer) => this.Add(layer, a));

    // The slices of parameters come in the order of the layers.
    private string Add(LayerSpec layer, string x) => layer switch
    {
        Dense dense => Activated(this.graph, dense.Activation, this.Shifted(this.graph.Add("MatMul", x, this.Parameters()), dense.Bias)),
        Normalize { Kind: Normalization.Layer } layerwise
            => Activated(this.graph, layerwise.Activation, this.Shifted(this.graph.Add("Mul", Normalized(this.graph, x), this.Parameters()), layerwise.Bias)),
        PReLU => this.graph.Add("PRelu", x, this.Parameters()),
        FeatureScale => this.graph.Add("Mul", x, this.Parameters()),
        Residual residual => this.graph.Add("Add", x, this.Add(residual.Branch, x)),
        Embedding embedding => this.Embedded(embedding, x),
        Dropout or GaussianNoise => x,
        _ => throw new NotSupportedException($"layer {layer.GetType().Name} has no form in ONNX"),
    };

    private string Parameters()
    {
        ParameterSlice slice = this.slices.Dequeue();
        return this.graph.Constant(slice.Name, slice.Of(this.network.Parameters).ToArray(), slice.Shape());
    }

    private string Shifted(string z, bool bias) => bias ? this.graph.Add("Add", z, this.Parameters()) : z;

    // Columns that stay as they are, and rows of the tables of vectors, side by side.
    private string Embedded(Embedding embedding, string x)
    {
        var parts = new List<string>();
        int done = 0, inputs = this.network.Spec.Inputs;
        foreach (EmbeddedColumn column in embedding.Columns)
        {
            Plain(column.Column);
            string code = this.graph.Cast(Columns(column.Column, 1), Element.Int64);
            parts.Add(this.graph.Add("Flatten", this.graph.Add("Gather", this.Parameters(), code)));
            done = column.Column + 1;
        }

        Plain(inputs);
        return parts is [var one] ? one : this.graph.Add("Concat", [.. parts], [Attributes.Of("axis", 1)]);

        void Plain(int end)
        {
            if (end > done)
                parts.Add(Columns(done, end - done));
        }

        string Columns(int start, int count)
        {
            long[] places = [.. Enumerable.Range(start, count).Select(place => (long)place)];
            return this.graph.Add("Gather", [x, this.graph.Constant("columns", places)], [Attributes.Of("axis", 1)]);
        }
    }

    // (z − mean) / √(variance + ε), over the outputs of each example.
    private static string Normalized(GraphBuilder graph, string z)
    {
        string centred = graph.Add("Sub", z, Mean(z));
        string variance = Mean(graph.Add("Mul", centred, centred));
        return graph.Add("Div", centred, graph.Add("Sqrt", graph.Add("Add", variance, graph.Constant("epsilon", [Normalize.Epsilon]))));

        string Mean(string values) => graph.Add("ReduceMean", [values], [Attributes.Of("axes", [1]), Attributes.Of("keepdims", 1)]);
    }

    private static string Activated(GraphBuilder graph, Activation activation, string z) => activation switch
    {
        Identity => z,
        Sigmoid => graph.Add("Sigmoid", z),
        Tanh => graph.Add("Tanh", z),
        ReLU => graph.Add("Relu", z),
        LeakyReLU leaky => graph.Add("LeakyRelu", [z], [Attributes.Of("alpha", leaky.Slope)]),
        ELU elu => graph.Add("Elu", [z], [Attributes.Of("alpha", elu.Alpha)]),
        SELU => graph.Add("Selu", z),
        Softplus => graph.Add("Softplus", z),
        SiLU => graph.Add("Mul", z, graph.Add("Sigmoid", z)),
        Mish => graph.Add("Mul", z, graph.Add("Tanh", graph.Add("Softplus", z))),
        GELU => graph.Add("Mul", z, NormalProbability(graph, z)),
        Softmax => graph.Add("Softmax", [z], [Attributes.Of("axis", 1)]),
        _ => throw new NotSupportedException($"activation '{activation}' has no form in ONNX"),
    };

    // Φ(z) = ½ + ½·erf(z/√2).
    private static string NormalProbability(GraphBuilder graph, string z)
    {
        string half = graph.Constant("half", [0.5]);
        string erf = graph.Add("Erf", graph.Add("Mul", z, graph.Constant("inverse_root_2", [1 / Math.Sqrt(2)])));
        return graph.Add("Add", half, graph.Add("Mul", half, erf));
    }
}
