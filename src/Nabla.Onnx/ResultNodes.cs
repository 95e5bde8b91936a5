using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Element = Nabla.Onnx.Format.TensorProto.Types.DataType;

namespace Nabla.Onnx;

/// <summary>From the outputs of the network to what is asked of a model.</summary>
internal static class ResultNodes
{
    /// <summary>Adds the outputs of the graph.</summary>
    public static void Add(GraphBuilder graph, Model model, string outputs)
    {
        switch (model.Task)
        {
            case LearningTask.Classification:
                AddClass(graph, model, outputs);
                break;
            case LearningTask.MultiLabel:
                string yes = graph.Cast(graph.Add("Greater", outputs, graph.Constant("half", [0.5])), Element.Int64);
                graph.Output(yes, "labels", OnnxType.Int64, model.Network.Outputs);
                graph.Output(outputs, "probabilities", OnnxType.Single, model.Network.Outputs);
                break;
            default:
                Scaler scaler = model.Info.TargetScaler!;
                string scaled = graph.Add("Mul", graph.Cast(outputs, Element.Double), graph.DoubleConstant("target_scale", scaler.Scale));
                string values = graph.Add("Add", scaled, graph.DoubleConstant("target_offset", scaler.Offset));
                graph.Output(graph.Cast(values, Element.Float), "values", OnnxType.Single, scaler.Columns);
                break;
        }
    }

    private static void AddClass(GraphBuilder graph, Model model, string outputs)
    {
        bool single = model.Network.Outputs == 1;
        string probabilities = model.Network.OutputLayer.Activation is Softmax ? outputs : single ? OfYes(graph, outputs) : OfIndependent(graph, outputs, model.ClassNames.Count);
        string index = (model.Info.Threshold, single) switch
        {
            ({ } threshold, true) => Above(graph, outputs, threshold),
            ({ } threshold, false) => Above(graph, graph.Add("Slice", probabilities, graph.Constant("from", 1), graph.Constant("to", 2), graph.Constant("axis", 1)), threshold),
            (null, true) => Above(graph, outputs, 0.5),
            _ => graph.Add("ArgMax", [outputs], [Attributes.Of("axis", 1), Attributes.Of("keepdims", 0)]),
        };
        graph.Output(graph.Add("Gather", graph.Constant("classes", model.ClassNames), index), "label", OnnxType.Text, columns: null);
        graph.Output(probabilities, "probabilities", OnnxType.Single, model.ClassNames.Count);
    }

    // 1 for the second class, where its probability is above the threshold.
    private static string Above(GraphBuilder graph, string probability, double threshold)
        => graph.Add("Reshape", graph.Cast(graph.Add("Greater", probability, graph.Constant("threshold", [threshold])), Element.Int64), graph.Constant("any", -1));

    // 1 − p and p, kept within [0, 1].
    private static string OfYes(GraphBuilder graph, string outputs)
    {
        string p = graph.Add("Clip", outputs, graph.Constant("zero", [0.0]), graph.Constant("one", [1.0]));
        return graph.Add("Concat", [graph.Add("Sub", graph.Constant("one", [1.0]), p), p], [Attributes.Of("axis", 1)]);
    }

    // Each divided by their sum, or all the same where that is 0.
    private static string OfIndependent(GraphBuilder graph, string outputs, int count)
    {
        string positive = graph.Add("Relu", outputs);
        string sum = graph.Add("ReduceSum", [positive, graph.Constant("axis", 1)], [Attributes.Of("keepdims", 1)]);
        string any = graph.Add("Greater", sum, graph.Constant("zero", [0.0]));
        return graph.Add("Where", any, graph.Add("Div", positive, sum), graph.Constant("equal_shares", [1.0 / count]));
    }
}
