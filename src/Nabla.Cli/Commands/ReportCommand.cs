using System.CommandLine;
using Nabla.Cli.Files;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Data;
using Nabla.Models;
using Nabla.Reports;
using Nabla.Reports.Sections;
using Nabla.Selection;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla report</c>.</summary>
internal sealed class ReportCommand : NablaSubcommand
{
    private readonly ModelArgument model = new();
    private readonly DataOptions data = new("seed of generated data");
    private readonly PartOption part = new();

    private readonly PathOption output;

    private const int Folds = 5;

    private static readonly double[] Fractions = [0.1, 0.2, 0.4, 0.7, 1];

    private readonly Option<bool> learningCurve = Define.Flag(
        "--learning-curve", "also train on 10 to 100 % of the rows, in five folds, and draw the scores, to show whether more rows would help");

    public ReportCommand(Streams streams)
        : base(
            streams,
            "report",
            "Write a report on a model as one HTML file that works offline: scores on rows of data, training curves, feature importance, the network, the doctor's findings.",
            new("nabla report digits.safetensors digits --part test", "write digits.html, with scores on the test rows"),
            new("nabla report moons.safetensors moons --output moons.html", "with decision regions"),
            new("nabla report moons.safetensors moons --learning-curve", "with a learning curve"),
            new("nabla train digits --report digits.html", "write the report right after training"))
    {
        this.output = Define.Output(
            "--output", "the HTML file, replaced if it exists (default: named as the model file, with .html, in the current folder)",
            parsed => CommandFiles.Free(parsed, Path.GetFileNameWithoutExtension(parsed.GetRequiredValue(this.model)), ".html"));
        this.Add(this.model);
        this.Add(this.data.Data);
        this.Add(this.data.GroupsToJudge);
        this.Add(new OptionGroup("Rows and output", this.part.Option, this.learningCurve, this.output));
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult parsed, Interruption interruption)
    {
        ReportFile.Check();
        Model loaded = this.model.Load(parsed);
        (Dataset rows, Dataset? training) = this.part.Select(parsed, loaded, this.data.LoadFor(loaded, parsed, this.Streams, this.part.IsOfTraining(parsed)));
        Report report = ModelReport.Of(loaded, rows, this.part.IsUnseen(parsed, loaded), training);
        if (parsed.GetValue(this.learningCurve))
        {
            Dataset known = training ?? rows;
            MlpSettings settings = loaded.Info.Settings with { Uncertainty = null, Training = loaded.Info.Settings.Training with { EarlyStopping = null } }; // folds have no validation part
            this.Streams.Error.WriteLine($"training {Fractions.Length * Folds} networks on {Texts.Count(known.Rows, "row")} and fewer");
            LearningCurve curve = LearningCurve.Run(known, settings, Nabla.Data.Folds.Of(known, Folds, settings.Seed), Fractions, settings.Seed);
            report = report.With(LearningCurveSection.Of(curve, loaded.Task));
        }

        this.Streams.Out.WriteLine(report.Title);
        ReportFile.Write(report, this.output.In(parsed)!, this.Streams.Out);
        return 0;
    }
}
