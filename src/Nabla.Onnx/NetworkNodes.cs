using Nabla.Descriptions;
using Nabla.Networks;
using Element = Nabla.Onnx.Format.TensorProto.Types.DataType;

namespace Nabla.Onnx;

/// <summary>The nodes of a network's layers; a layer without an ONNX form is refused by name.</summary>
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

    /// <summary>Adds the nodes of the network for features [examples × features].</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="network">A prediction network, in which most batch normalization is folded into the weights.</param>
    /// <param name="features">The features.</param>
    public static string Add(GraphBuilder graph, Network<double> network, string features)
    {
        string outputs = new NetworkNodes(graph, network).Add(network.Spec.Layers, features);
        if (network.Spec.OutputLimits is not { } ranges)
            return outputs;
        string least = graph.Constant("least_output", [.. ranges.Select(range => range.Least)], ranges.Count);
        return graph.Add("Min", graph.Add("Max", outputs, least), graph.Constant("greatest_output", [.. ranges.Select(range => range.Greatest)], ranges.Count));
    }

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
        PeriodicEmbedding { Columns.Count: 0 } or PiecewiseLinear { Columns.Count: 0 } => x,
        PeriodicEmbedding periodic => this.Periodic(periodic, x),
        PiecewiseLinear piecewise => this.SideBySide(piecewise.Columns.Select(column => column.Column), x, (number, one) => this.Bins(piecewise.Columns[number].Edges, one)),
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

    // Codes have a factor of 1; if all inputs are codes, there is no slice.
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

    // Rows of the tables of vectors, each for the code of its column.
    private string Embedded(Embedding embedding, string x) => this.SideBySide(embedding.Columns.Select(column => column.Column), x, (number, code) =>
    {
        ParameterSlice vectors = this.slices.Dequeue();
        string table = this.graph.Constant(vectors.Name, vectors.Of(this.network.Parameters).ToArray(), vectors.Rows, vectors.Columns);
        return this.graph.Add("Flatten", this.graph.Add("Gather", table, this.Code(code, embedding.Columns[number].Levels)));
    });

    // x, and W·cos(2π·f·x + b) + c, for each number.
    private string Periodic(PeriodicEmbedding spec, string x)
    {
        (double[] f, double[] b, double[] w, double[] c) = (Numbers(), Numbers(), Numbers(), Numbers());
        (int count, int extra) = (spec.Frequencies, spec.Size - 1);
        return this.SideBySide(spec.Columns, x, (number, one) =>
        {
            double[] turns = [.. f.AsSpan(number * count, count)];
            string angle = this.graph.Add(
                "Add", this.graph.Add("Mul", one, this.graph.Constant("frequencies", Array.ConvertAll(turns, turn => 2 * Math.PI * turn), count)), this.graph.Constant("phases", b[(number * count)..((number + 1) * count)], count));
            string sums = this.graph.Add("MatMul", this.graph.Add("Cos", angle), this.graph.Constant("combinations", w[(number * count * extra)..((number + 1) * count * extra)], count, extra));
            string embedded = this.graph.Add("Add", sums, this.graph.Constant("offsets", c[(number * extra)..((number + 1) * extra)], extra));
            return this.graph.Add("Concat", [one, embedded], [Attributes.Of("axis", 1)]);
        });

        double[] Numbers() => this.slices.Dequeue().Of(this.network.Parameters).ToArray();
    }

    // The position of x within each bin; the outer bins are unbounded.
    private string Bins(ValueList<double> edges, string one)
    {
        int bins = edges.Count - 1;
        string low = this.graph.Constant("edges", edges.Take(bins), bins), factors = this.graph.Constant("factors", edges.Zip(edges.Skip(1), (a, b) => 1 / (b - a)), bins);
        string part = this.graph.Add("Mul", this.graph.Add("Sub", one, low), factors);
        string least = this.graph.Constant("least", Enumerable.Range(0, bins).Select(bin => bin == 0 ? double.NegativeInfinity : 0), bins);
        string most = this.graph.Constant("most", Enumerable.Range(0, bins).Select(bin => bin == bins - 1 ? double.PositiveInfinity : 1), bins);
        return this.graph.Add("Min", this.graph.Add("Max", part, least), most);
    }

    // The replacement of some columns, between the unchanged ones.
    private string SideBySide(IEnumerable<int> columns, string x, Func<int, string, string> become)
    {
        var parts = new List<string>();
        int done = 0, number = 0;
        foreach (int column in columns)
        {
            if (column > done)
                parts.Add(Columns(done, column - done));
            parts.Add(become(number++, Columns(column, 1)));
            done = column + 1;
        }

        if (this.width > done)
            parts.Add(Columns(done, this.width - done));
        return parts is [var one] ? one : this.graph.Add("Concat", [.. parts], [Attributes.Of("axis", 1)]);

        string Columns(int start, int count)
        {
            long[] places = [.. Enumerable.Range(start, count).Select(place => (long)place)];
            return this.graph.Add("Gather", [x, this.graph.Constant("columns", places)], [Attributes.Of("axis", 1)]);
        }
    }

    // A number that is not a valid code is mapped to the last code.
    private string Code(string x, int levels)
    {
        string last = this.graph.Constant("last", [levels - 1.0]);
        string isCode = this.graph.Add("And", this.graph.Add("Not", this.graph.Add("Less", x, this.graph.Constant("first", [0.0]))), this.graph.Add("Less", x, this.graph.Constant("levels", [(double)levels])));
        return this.graph.Cast(this.graph.Add("Where", isCode, x, last), Element.Int64);
    }

    // (z − mean) / √(variance + ε), with the statistics of training, or over the outputs of each example.
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
