using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Element = Nabla.Onnx.Format.TensorProto.Types.DataType;

namespace Nabla.Onnx;

/// <summary>The nodes from the outputs of the network to the results of a model.</summary>
internal static class ResultNodes
{
    // In single precision, the logarithm of a probability of 0 is replaced by that of the smallest normal number.
    private const double Smallest = 1.17549435e-38;

    /// <summary>Adds the outputs of the graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="model">The model.</param>
    /// <param name="outputs">The outputs of the network of each member.</param>
    /// <param name="logarithms">The outputs of the network that predicts interval widths; null without one.</param>
    public static void Add(GraphBuilder graph, Model model, IReadOnlyList<string> outputs, string? logarithms = null)
    {
        if (model.Members.Count == 1 && model.Info.Temperature is null && model.Task == LearningTask.Classification)
        {
            string probabilities = Results(graph, model, outputs[0]);
            string values = model.Network.Outputs == 1 || model.Info.Threshold is null ? outputs[0] : probabilities;
            Classes(graph, model, Index(graph, model.Info.Threshold, model.Network.Outputs, values), probabilities);
            return;
        }

        string[] ofMembers = [.. model.Members.Zip(outputs, (member, output) => Results(graph, member, output))];
        string results = ofMembers[0];
        if (model.Info.Members is { } members)
        {
            for (int m = 0; m < ofMembers.Length; m++)
            {
                string weighted = graph.Add("Mul", ofMembers[m], graph.Constant("weight", [members[m].Weight]));
                results = m == 0 ? weighted : graph.Add("Add", results, weighted);
            }
        }

        switch (model.Task)
        {
            case LearningTask.Classification:
                if (model.Info.Temperature is { } scaling)
                    results = At(graph, scaling.Temperature, results);
                Classes(graph, model, Index(graph, model.Info.Threshold, model.ClassNames.Count, results), results);
                break;
            case LearningTask.MultiLabel:
                string yes = graph.Cast(graph.Add("Greater", results, graph.Constant("half", [0.5])), Element.Int64);
                graph.Output(yes, "labels", OnnxType.Int64, model.Network.Outputs);
                graph.Output(results, "probabilities", OnnxType.Single, model.Network.Outputs);
                break;
            default:
                graph.Output(results, "values", OnnxType.Single, model.Info.TargetNames.Count);
                if (model.Info.Conformal is { } conformal && conformal.Thresholds() is { } widths)
                {
                    string width = graph.Constant("width", widths, widths.Count);
                    if (logarithms is not null)
                        width = graph.Add("Mul", width, graph.Add("Exp", InUnits(graph, model.Info.Widths!.TargetScaler, logarithms)));
                    graph.Output(graph.Add("Sub", results, width), "low", OnnxType.Single, widths.Count);
                    graph.Output(graph.Add("Add", results, width), "high", OnnxType.Single, widths.Count);
                }

                break;
        }
    }

    // The probabilities of classes or labels, or the values in units of the targets.
    private static string Results(GraphBuilder graph, Model model, string outputs)
    {
        if (model.Info.TargetScaler is { } scaler)
            return InUnits(graph, scaler, outputs);

        return model.Task == LearningTask.MultiLabel || model.Network.OutputLayer.Activation is Softmax ? outputs
            : model.Network.Outputs == 1 ? OfYes(graph, outputs)
            : OfIndependent(graph, outputs, model.ClassNames.Count);
    }

    private static string InUnits(GraphBuilder graph, Scaler scaler, string outputs)
    {
        string scaled = graph.Add("Mul", graph.Cast(outputs, Element.Double), graph.DoubleConstant("target_scale", scaler.Scale));
        return graph.Cast(graph.Add("Add", scaled, graph.DoubleConstant("target_offset", scaler.Offset)), Element.Float);
    }

    private static void Classes(GraphBuilder graph, Model model, string index, string probabilities)
    {
        graph.Output(graph.Add("Gather", graph.Constant("classes", model.ClassNames), index), "label", OnnxType.Text, columns: null);
        graph.Output(probabilities, "probabilities", OnnxType.Single, model.ClassNames.Count);
        if (model.Info.Conformal is not { SetScore: SetScore.Probability } conformal || conformal.Thresholds() is not { } thresholds)
            return;

        // True if 1 − p is at most the threshold score, or p is the highest.
        string least = graph.Constant("least_probability", thresholds.Select(threshold => 1 - threshold), thresholds.Count);
        string most = graph.Add("ReduceMax", [probabilities], [Attributes.Of("axes", [1L]), Attributes.Of("keepdims", 1)]);
        string set = graph.Add("Or", graph.Add("GreaterOrEqual", probabilities, least), graph.Add("GreaterOrEqual", probabilities, most));
        graph.Output(graph.Cast(set, Element.Int64), "set", OnnxType.Int64, model.ClassNames.Count);
    }

    // For two columns and a threshold, the second column decides.
    private static string Index(GraphBuilder graph, double? threshold, int columns, string values) => (threshold, columns) switch
    {
        (_, 1) => Above(graph, values, threshold ?? 0.5),
        ({ } least, _) => Above(graph, graph.Add("Slice", values, graph.Constant("from", 1), graph.Constant("to", 2), graph.Constant("axis", 1)), least),
        _ => graph.Add("ArgMax", [values], [Attributes.Of("axis", 1), Attributes.Of("keepdims", 0)]),
    };

    private static string At(GraphBuilder graph, double temperature, string probabilities)
    {
        string logarithms = graph.Add("Log", graph.Add("Max", probabilities, graph.Constant("smallest", [Smallest])));
        return graph.Add("Softmax", [graph.Add("Div", logarithms, graph.Constant("temperature", [temperature]))], [Attributes.Of("axis", 1)]);
    }

    // 1 for the second class if its probability exceeds the threshold.
    private static string Above(GraphBuilder graph, string probability, double threshold)
        => graph.Add("Reshape", graph.Cast(graph.Add("Greater", probability, graph.Constant("threshold", [threshold])), Element.Int64), graph.Constant("any", -1));

    // 1 − p and p, kept within [0, 1].
    private static string OfYes(GraphBuilder graph, string outputs)
    {
        string p = graph.Add("Clip", outputs, graph.Constant("zero", [0.0]), graph.Constant("one", [1.0]));
        return graph.Add("Concat", [graph.Add("Sub", graph.Constant("one", [1.0]), p), p], [Attributes.Of("axis", 1)]);
    }

    // Each value divided by their sum; all equal if the sum is 0.
    private static string OfIndependent(GraphBuilder graph, string outputs, int count)
    {
        string positive = graph.Add("Relu", outputs);
        string sum = graph.Add("ReduceSum", [positive, graph.Constant("axis", 1)], [Attributes.Of("keepdims", 1)]);
        string any = graph.Add("Greater", sum, graph.Constant("zero", [0.0]));
        return graph.Add("Where", any, graph.Add("Div", positive, sum), graph.Constant("equal_shares", [1.0 / count]));
    }
}
