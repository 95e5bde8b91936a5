using System.CommandLine;
using Nabla.Cli.Files;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Cli.Training;
using Nabla.Onnx;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla export</c>.</summary>
internal sealed class ExportCommand : NablaSubcommand
{
    private readonly ModelArgument model = new();

    private readonly PathOption output;

    public ExportCommand(Streams streams)
        : base(
            streams,
            "export",
            "Export a model with its preprocessing as ONNX, for other programs and languages, in single precision.",
            new("nabla export digits.safetensors", "write digits.onnx, and print inputs and outputs"),
            new("nabla export iris.safetensors --output flowers.onnx", "under another name"))
    {
        this.output = Define.Output(
            "--output", "the ONNX file, replaced if it exists (default: named as the model file, with .onnx, in the current folder)",
            parsed => CommandFiles.Free(parsed, Path.GetFileNameWithoutExtension(parsed.GetRequiredValue(this.model)), ".onnx"));
        this.Add(this.model);
        this.Add(new OptionGroup("Output", this.output));
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult parsed, Interruption interruption)
    {
        string given = parsed.GetRequiredValue(this.model);
        OnnxModel onnx = Convert(given, parsed);
        WrittenFile written = new OutputFile(this.output.In(parsed)!).Write(onnx.Save);

        var table = new Table("value", "name", "holds", "shape");
        foreach ((string kind, OnnxValue value) in onnx.Inputs.Select(value => ("input", value)).Concat(onnx.Outputs.Select(value => ("output", value))))
            table.Add(kind, value.Name, Holds(value.Type), value.Columns is { } columns ? $"examples × {columns}" : "examples");
        table.Write(this.Streams);
        this.Streams.Out.WriteLine();
        this.Streams.Out.WriteLine($"{written.Saved})");
        return 0;
    }

    private OnnxModel Convert(string path, ParseResult parsed)
    {
        try
        {
            return OnnxModel.From(this.model.Load(parsed));
        }
        catch (NotSupportedException e)
        {
            throw new ArgumentException($"{path}: {e.Message}", e);
        }
    }

    private static string Holds(OnnxType type) => type switch
    {
        OnnxType.Single => "float",
        OnnxType.Int64 => "int64",
        _ => "string",
    };
}
