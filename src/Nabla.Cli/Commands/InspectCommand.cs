using System.CommandLine;
using Nabla.Cli.Files;
using Nabla.Cli.Inspecting;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Models;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla inspect</c>.</summary>
internal sealed class InspectCommand : NablaSubcommand
{
    private readonly ModelArgument model = new();
    private readonly Option<bool> json = Define.Flag("--json", "print the contents as one JSON object");

    public InspectCommand(Streams streams)
        : base(
            streams,
            "inspect",
            "Show the contents of a model file: columns and their encoding, layers, parameters, settings, classes, scores.",
            new("nabla inspect digits.safetensors", "network, training data, settings and scores"),
            new("nabla inspect digits.safetensors --json", "the same for a program"))
    {
        this.Add(this.model);
        this.Add(new OptionGroup("Output", this.json));
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult parsed, Interruption interruption)
    {
        Model loaded = this.model.Load(parsed);
        if (parsed.GetValue(this.json))
            InspectionJson.Write(loaded, this.Streams.Out);
        else
            InspectionText.Write(loaded, this.Streams);
        return 0;
    }
}
