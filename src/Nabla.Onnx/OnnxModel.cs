using Google.Protobuf;
using Nabla.Data;
using Nabla.Models;
using Nabla.Onnx.Format;

namespace Nabla.Onnx;

/// <summary>A model as ONNX, with all that Nabla does before and after the network. It computes in single precision.</summary>
public sealed class OnnxModel
{
    // Opset 13 of 2020 has all that is needed; programs that read ONNX read old opsets, too.
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
    /// What goes in: <c>features</c> [examples × features] if all columns are plain numbers; of a table a tensor [examples × 1] for each
    /// column by its name, of texts for categories and for yes and no, and of a date one for each part of it, as in <c>born year</c>.
    /// </summary>
    public IReadOnlyList<OnnxValue> Inputs { get; }

    /// <summary>
    /// What comes out: <c>label</c>, the name of the class, and <c>probabilities</c> [examples × classes]; <c>labels</c>, 1 for yes and 0
    /// for no, and <c>probabilities</c> [examples × labels]; or <c>values</c> [examples × targets] in their units.
    /// By rows that were kept from training (split conformal prediction) also <c>low</c> and <c>high</c> [examples × targets], or, where a
    /// class is judged by its probability, <c>set</c> [examples × classes], 1 for the classes of the set.
    /// </summary>
    public IReadOnlyList<OnnxValue> Outputs { get; }

    /// <summary>A model as ONNX.</summary>
    /// <exception cref="NotSupportedException">Something in it has no form in ONNX: hashed categories, a user's own activation, more than 2 GB.</exception>
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

    /// <summary>Writes the file: first a temporary one beside it, which then takes its name. The same model gives the same bytes.</summary>
    /// <exception cref="IOException">The path is a folder or in none, or writing fails.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public void Save(string path) => AtomicFile.Write(path, this.Save);

    /// <summary>Writes it to a stream, which stays open.</summary>
    /// <exception cref="IOException">Writing fails.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        this.file.WriteTo(stream);
    }
}
