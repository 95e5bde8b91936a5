using Nabla.Networks;

namespace Nabla.Onnx;

/// <summary>The layers: a = f(x·W + b), with a layer normalisation a = f(γ ⊙ norm(x·W) + b).</summary>
internal static class NetworkNodes
{
    /// <summary>What the network makes of features [examples × features].</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="network">A network as it predicts, so without batch normalisation.</param>
    /// <param name="features">The features.</param>
    public static string Add(GraphBuilder graph, Network<double> network, string features)
    {
        string a = features;
        foreach (IGrouping<int, ParameterSlice> slices in network.Slices.GroupBy(slice => slice.Layer))
        {
            LayerSpec layer = network.Spec.Layers[slices.Key - 1];
            string? Parameters(ParameterKind kind)
            {
                ParameterSlice slice = slices.FirstOrDefault(slice => slice.Kind == kind);
                return slice.Length == 0 ? null : graph.Constant(slice.Name, slice.Of(network.Parameters).ToArray(), slice.Shape());
            }

            string z = graph.Add("MatMul", a, Parameters(ParameterKind.Weights)!);
            if (Parameters(ParameterKind.Scale) is { } gamma)
                z = graph.Add("Mul", Normalized(graph, z), gamma);
            if (Parameters(ParameterKind.Biases) is { } b)
                z = graph.Add("Add", z, b);
            a = Activated(graph, layer.Activation, z);
        }

        return a;
    }

    // (z − mean) / √(variance + ε), over the outputs of each example.
    private static string Normalized(GraphBuilder graph, string z)
    {
        string centred = graph.Add("Sub", z, Mean(z));
        string variance = Mean(graph.Add("Mul", centred, centred));
        return graph.Add("Div", centred, graph.Add("Sqrt", graph.Add("Add", variance, graph.Constant("epsilon", [LayerSpec.NormalizationEpsilon]))));

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
