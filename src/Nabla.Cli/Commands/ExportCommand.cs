using System.CommandLine;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Cli.Training;
using Nabla.Onnx;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla export</c>.</summary>
internal sealed class ExportCommand : NablaSubcommand
{
    private readonly Streams streams;
    private readonly ModelArgument model = new();

    private readonly Option<string?> output = Define.Path(
        "--output", "FILE", "the ONNX file, replaced if it is there (default: as the model file, with .onnx, in the current folder)");

    public ExportCommand(Streams streams)
        : base(
            "export",
            "Write a model as ONNX, with its preprocessing, for other programs and languages. They compute in single precision.",
            new("nabla export digits.safetensors", "digits.onnx, and what goes in and comes out"),
            new("nabla export iris.safetensors --output flowers.onnx", "under another name"))
    {
        this.streams = streams;
        this.Add(this.model);
        this.Add(new OptionGroup("Output", this.output));
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult parsed)
    {
        string given = parsed.GetRequiredValue(this.model);
        string path = parsed.GetValue(this.output) ?? Path.GetFileNameWithoutExtension(given) + ".onnx";
        new OutputFile(path).Check();
        OnnxModel onnx = Convert(given, parsed);
        onnx.Save(path);

        var table = new Table("value", "name", "holds", "shape");
        foreach ((string kind, OnnxValue value) in onnx.Inputs.Select(value => ("input", value)).Concat(onnx.Outputs.Select(value => ("output", value))))
            table.Add(kind, value.Name, Holds(value.Type), value.Columns is { } columns ? $"examples × {columns}" : "examples");
        table.Write(this.streams);
        this.streams.Out.WriteLine();
        this.streams.Out.WriteLine($"saved {Texts.Quoted(path)} ({Texts.Count(new FileInfo(path).Length)} bytes)");
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
