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
    private readonly Queue<ParameterSlice> statistics;
    private int width;

    private NetworkNodes(GraphBuilder graph, Network<double> network)
    {
        this.graph = graph;
        this.network = network;
        this.slices = new Queue<ParameterSlice>(network.Slices);
        this.statistics = new Queue<ParameterSlice>(network.StatisticsSlices);
        this.width = network.Spec.Inputs;
    }

    /// <summary>What the network makes of features [examples × features].</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="network">A network as it predicts: most batch normalization is part of its weights.</param>
    /// <param name="features">The features.</param>
    public static string Add(GraphBuilder graph, Network<double> network, string features)
        => new NetworkNodes(graph, network).Add(network.Spec.Layers, features);

    private string Add(ValueList<LayerSpec> layers, string x)
    {
        foreach (LayerSpec layer in layers)
        {
            x = this.Add(layer, x);
            this.width = layer.Outputs(this.width);
        }

        return x;
    }

    // The slices of parameters come in the order of the layers.
    private string Add(LayerSpec layer, string x) => layer switch
    {
        Dense dense => Activated(this.graph, dense.Activation, this.Shifted(this.graph.Add("MatMul", x, this.Parameters()), dense.Bias)),
        Normalize normalize => Activated(this.graph, normalize.Activation, this.Shifted(this.graph.Add("Mul", this.Normalized(normalize.Kind, x), this.Parameters()), normalize.Bias)),
        PReLU => this.graph.Add("PRelu", x, this.Parameters()),
        Mixed mixed => this.MixedWith(mixed.Activation, x),
        FanInScale => this.graph.Add("Mul", x, this.graph.Constant("fan_in_scale", [1 / Math.Sqrt(this.width)])),
        FeatureScale { Codes: null or { Count: 0 } } => this.graph.Add("Mul", x, this.Parameters()),
        FeatureScale scale => this.graph.Add("Mul", x, this.Factors(scale.Codes)),
        Residual residual => this.graph.Add("Add", x, this.Branch(residual, x)),
        Embedding embedding => this.Embedded(embedding, x),
        Dropout or GaussianNoise => x,
        _ => throw new NotSupportedException($"layer {layer.GetType().Name} has no form in ONNX"),
    };

    private string Parameters()
    {
        ParameterSlice slice = this.slices.Dequeue();
        return this.graph.Constant(slice.Name, slice.Of(this.network.Parameters).ToArray(), slice.Shape());
    }

    private double[] Statistics() => this.statistics.Dequeue().Of(this.network.Statistics).ToArray();

    // x + α·(f(x) − x)
    private string MixedWith(Activation activation, string x)
        => this.graph.Add("Add", x, this.graph.Add("Mul", this.graph.Add("Sub", Activated(this.graph, activation, x), x), this.Parameters()));

    private string Branch(Residual residual, string x)
    {
        int before = this.width;
        string branch = this.Add(residual.Branch, x);
        this.width = before;
        return branch;
    }

    // Codes have a factor of 1; where all inputs are codes there is no slice.
    private string Factors(ValueList<int> codes)
    {
        double[] factors = [.. Enumerable.Repeat(1.0, this.width)];
        if (codes.Count < this.width)
        {
            var learned = new Queue<double>(this.slices.Dequeue().Of(this.network.Parameters).ToArray());
            for (int i = 0; i < factors.Length; i++)
                factors[i] = codes.Contains(i) ? 1 : learned.Dequeue();
        }

        return this.graph.Constant("scale", factors, factors.Length);
    }

    private string Shifted(string z, bool bias) => bias ? this.graph.Add("Add", z, this.Parameters()) : z;

    // Columns that stay as they are, and rows of the tables of vectors, side by side.
    private string Embedded(Embedding embedding, string x)
    {
        var parts = new List<string>();
        int done = 0;
        foreach (EmbeddedColumn column in embedding.Columns)
        {
            Plain(column.Column);
            ParameterSlice vectors = this.slices.Dequeue();
            string table = this.graph.Constant(vectors.Name, vectors.Of(this.network.Parameters).ToArray(), vectors.Rows, vectors.Columns);
            parts.Add(this.graph.Add("Flatten", this.graph.Add("Gather", table, this.Code(Columns(column.Column, 1), column.Levels))));
            done = column.Column + 1;
        }

        Plain(this.width);
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

    // A number that is not a code, and one beyond the levels, is the last code.
    private string Code(string x, int levels)
    {
        string last = this.graph.Constant("last", [levels - 1.0]);
        string isCode = this.graph.Add("And", this.graph.Add("Not", this.graph.Add("Less", x, this.graph.Constant("first", [0.0]))), this.graph.Add("Less", x, this.graph.Constant("levels", [(double)levels])));
        return this.graph.Cast(this.graph.Add("Where", isCode, x, last), Element.Int64);
    }

    // (z − mean) / √(variance + ε), by what training has kept, or over the outputs of each example.
    private string Normalized(Normalization kind, string z)
    {
        bool batch = kind == Normalization.Batch;
        string centred = this.graph.Add("Sub", z, batch ? Kept("mean") : Mean(z));
        string variance = batch ? Kept("variance") : Mean(this.graph.Add("Mul", centred, centred));
        return this.graph.Add("Div", centred, this.graph.Add("Sqrt", this.graph.Add("Add", variance, this.graph.Constant("epsilon", [Normalize.Epsilon]))));

        string Mean(string values) => this.graph.Add("ReduceMean", [values], [Attributes.Of("axes", [1]), Attributes.Of("keepdims", 1)]);

        string Kept(string name)
        {
            double[] numbers = this.Statistics();
            return this.graph.Constant(name, numbers, numbers.Length);
        }
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
