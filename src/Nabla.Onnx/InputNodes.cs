using Nabla.Data;
using Element = Nabla.Onnx.Format.TensorProto.Types.DataType;

namespace Nabla.Onnx;

/// <summary>The nodes from raw values to features: missing values are filled, categories one-hot encoded, and all features scaled.</summary>
internal static class InputNodes
{
    /// <summary>Adds inputs, and their features [examples × features] in single precision.</summary>
    public static string Add(GraphBuilder graph, Preprocessor preprocessor)
    {
        if (preprocessor.IsPlain)
            return Scaled(graph, graph.Input("features", "features", OnnxType.Single, preprocessor.ColumnCount), preprocessor, Range.All);
        string[] features = [.. Enumerable.Range(0, preprocessor.ColumnCount)
            .Where(column => preprocessor.Encodings[column].Width > 0)
            .Select(column => new InputColumn(preprocessor, column).Add(graph))];
        return features is [var one] ? one : graph.Add("Concat", features, [Attributes.Of("axis", 1)]);
    }

    // y/√(1 + (y/3)²); a value that would overflow is beyond the limits of any column that Nabla can scale.
    private static string SmoothlyClipped(GraphBuilder graph, string y)
    {
        string part = graph.Add("Div", y, graph.DoubleConstant("smooth_limit", [3.0]));
        string root = graph.Add("Sqrt", graph.Add("Add", graph.Add("Mul", part, part), graph.DoubleConstant("one", [1.0])));
        return graph.Add("Div", y, root);
    }

    /// <summary>(x − offset) / scale in double precision, as Nabla scales.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">Numbers in single precision.</param>
    /// <param name="preprocessor">The preprocessor with the ranges and scales.</param>
    /// <param name="range">The features that x holds.</param>
    public static string Scaled(GraphBuilder graph, string x, Preprocessor preprocessor, Range range)
    {
        Scaler scaler = preprocessor.Scaler;
        if (scaler.Quantiles is not null)
            throw new NotSupportedException("quantiles of columns have no form in ONNX: train with another --scale, such as robust-clip");
        double[] least = preprocessor.LeastFeatures.IsEmpty ? [] : preprocessor.LeastFeatures[range].ToArray();
        bool isDouble = least.Any(double.IsFinite);
        if (isDouble)
        {
            // Values far outside the training range are clipped.
            string low = graph.DoubleConstant("least", least), high = graph.DoubleConstant("greatest", preprocessor.GreatestFeatures[range].ToArray());
            x = graph.Add("Min", [graph.Add("Max", [graph.Cast(x, Element.Double), low]), high]);
        }

        double[] offset = scaler.Offset.AsSpan()[range].ToArray();

        // A constant feature has scale 0 and becomes 0, as does a division by ∞.
        double[] scale = Array.ConvertAll(scaler.Scale.AsSpan()[range].ToArray(), value => value == 0 ? double.PositiveInfinity : value);
        bool clips = scaler.Method == ScalerMethod.RobustClip;
        if (!clips && Array.TrueForAll(offset, value => value == 0) && Array.TrueForAll(scale, value => value == 1))
            return isDouble ? graph.Cast(x, Element.Float) : x;
        string centred = graph.Add("Sub", isDouble ? x : graph.Cast(x, Element.Double), graph.DoubleConstant("offset", offset));
        string scaled = graph.Add("Div", centred, graph.DoubleConstant("scale", scale));
        return graph.Cast(clips ? SmoothlyClipped(graph, scaled) : scaled, Element.Float);
    }
}
