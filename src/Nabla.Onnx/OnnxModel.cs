using Google.Protobuf;
using Nabla.Data;
using Nabla.Models;
using Nabla.Onnx.Format;

namespace Nabla.Onnx;

/// <summary>A model as ONNX, including preprocessing and postprocessing. It computes in single precision.</summary>
public sealed class OnnxModel
{
    // Opset 13 of 2020 is sufficient, and ONNX programs also read old opsets.
    private const int IrVersion = 7;
    private const int Opset = 13;
    private const int MachineLearningOpset = 2;

    // A protobuf message holds 2 GB; half a gigabyte of numbers leaves room for the rest.
    private const int MostParameters = 500_000_000;

    private readonly ModelProto file;

    private OnnxModel(GraphBuilder graph, ModelProto file)
    {
        this.file = file;
        this.Inputs = graph.Inputs;
        this.Outputs = graph.Outputs;
    }

    /// <summary>
    /// The inputs: <c>features</c> [examples × features] if all columns are plain numbers. For a table, a tensor [examples × 1] for each column by
    /// its name, with texts for categories and booleans; for a date, one tensor for each part, such as <c>born year</c>.
    /// </summary>
    public IReadOnlyList<OnnxValue> Inputs { get; }

    /// <summary>
    /// The outputs: <c>label</c>, the name of the class, and <c>probabilities</c> [examples × classes]; <c>labels</c>, 1 for yes and 0
    /// for no, and <c>probabilities</c> [examples × labels]; or <c>values</c> [examples × targets] in their units.
    /// With split conformal prediction also <c>low</c> and <c>high</c> [examples × targets], or, with the score <c>probability</c>, <c>set</c>
    /// [examples × classes], 1 for the classes of the set.
    /// </summary>
    public IReadOnlyList<OnnxValue> Outputs { get; }

    /// <summary>Converts a model to ONNX.</summary>
    /// <exception cref="NotSupportedException">A part of the model has no ONNX form: hashed categories, a user's own activation, more than 2 GB.</exception>
    public static OnnxModel From(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.ParameterCount > MostParameters)
            throw new NotSupportedException($"a network of {model.ParameterCount} parameters has no form in ONNX: its files hold at most 2 GB");
        var graph = new GraphBuilder();
        string[] outputs = [.. model.Members.Select(member => NetworkNodes.Add(graph, member.ToPredictionNetwork(), InputNodes.Add(graph, member.Preprocessor)))];
        ResultNodes.Add(graph, model, outputs, model.Widths is { } widths ? NetworkNodes.Add(graph, widths.ToPrediction(), InputNodes.Add(graph, model.Preprocessor)) : null);

        bool classes = model.Task == LearningTask.Classification;
        return new OnnxModel(graph, new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "Nabla",
            ProducerVersion = typeof(Model).Assembly.GetName().Version!.ToString(3),
            Graph = graph.Graph,
            OpsetImport =
            {
                new OperatorSetIdProto { Version = Opset },
                new OperatorSetIdProto { Domain = GraphBuilder.MachineLearning, Version = MachineLearningOpset },
            },
            MetadataProps =
            {
                Names("features", model.FeatureNames),
                classes ? Names("classes", model.ClassNames) : Names("targets", model.Info.TargetNames),
            },
        });

        static StringStringEntryProto Names(string key, IEnumerable<string> names) => new() { Key = key, Value = string.Join('\n', names) };
    }

    /// <summary>Writes the file atomically, by renaming a temporary one. The same model gives the same bytes.</summary>
    /// <exception cref="IOException">The path is a folder, its folder does not exist, or writing fails.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is not writable.</exception>
    public void Save(string path) => AtomicFile.Write(path, this.Save);

    /// <summary>Writes the model to a stream, which stays open.</summary>
    /// <exception cref="IOException">Writing fails.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        this.file.WriteTo(stream);
    }
}
