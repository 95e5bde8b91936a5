using System.CommandLine;
using Nabla.Cli.Files;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Data;
using Nabla.Models;
using Nabla.Reports;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla report</c>.</summary>
internal sealed class ReportCommand : NablaSubcommand
{
    private readonly ModelArgument model = new();
    private readonly DataOptions data = new("what generated data is drawn from");
    private readonly PartOption part = new();

    private readonly PathOption output;

    public ReportCommand(Streams streams)
        : base(
            streams,
            "report",
            "Write one HTML file about a model, to look at offline and to mail: how it is on rows of data, how training went, what it looks at, its network, the doctor's findings.",
            new("nabla report digits.safetensors digits --part test", "digits.html, on the rows that training never saw"),
            new("nabla report moons.safetensors moons --output moons.html", "with the decision regions"),
            new("nabla train digits --report digits.html", "the report of a run as soon as it is over"))
    {
        this.output = Define.Output(
            "--output", "the HTML file, replaced if it is there (default: as the model file, with .html, in the current folder)",
            parsed => CommandFiles.Free(parsed, Path.GetFileNameWithoutExtension(parsed.GetRequiredValue(this.model)), ".html"));
        this.Add(this.model);
        this.Add(this.data.Data);
        this.Add(this.data.GroupsToJudge);
        this.Add(new OptionGroup("Rows and output", this.part.Option, this.output));
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult parsed, Interruption interruption)
    {
        ReportFile.Check();
        Model loaded = this.model.Load(parsed);
        (Dataset rows, Dataset? training) = this.part.Select(parsed, loaded, this.data.LoadFor(loaded, parsed, this.Streams, this.part.IsOfTraining(parsed)));
        Report report = ModelReport.Of(loaded, rows, this.part.IsUnseen(parsed, loaded), training);
        this.Streams.Out.WriteLine(report.Title);
        ReportFile.Write(report, this.output.In(parsed)!, this.Streams.Out);
        return 0;
    }
}
