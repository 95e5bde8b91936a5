using System.CommandLine;
using Nabla.Cli.Files;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Data;
using Nabla.Models;
using Nabla.Reports;
using Nabla.Reports.Pictures;
using Nabla.Reports.Tutorials;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla plot</c>.</summary>
internal sealed class PlotCommand : NablaSubcommand
{

    private readonly Argument<string[]> what = new("NAME | MODEL DATA")
    {
        Arity = new ArgumentArity(0, 2),
        CompletionSources = { context => Completions.Of(TutorialPictures.All.Select(picture => picture.Name), context) },
        Description = "a picture from the tutorials, or a model file and data to draw with it (default: list the pictures)",
    };

    private readonly DataOptions data;

    private readonly PathOption output;

    public PlotCommand(Streams streams)
        : base(
            streams,
            "plot",
            "Draw a picture from the tutorials by name, or pictures of a model: decision regions, contours and surface, hidden unit space.",
            new("nabla plot", "list the pictures"),
            new("nabla plot circles-hidden", "circles in the space of three hidden units, as circles-hidden.html"),
            new("nabla plot moons.safetensors moons", "the decision regions of a model"))
    {
        this.output = Define.Output(
            "--output", "the HTML file, replaced if it exists (default: named as the picture or the model file, with .html, in the current folder)",
            parsed => parsed.GetValue(this.what) switch
            {
                [var name] => CommandFiles.Free(parsed, name, ".html"),
                [var model, _] => CommandFiles.Free(parsed, Path.GetFileNameWithoutExtension(model), ".html"),
                _ => null,
            });
        this.data = new DataOptions("seed of generated data") { Name = parsed => parsed.GetRequiredValue(this.what)[^1] };
        this.Add(this.what);
        this.Add(this.data.GroupsToJudge);
        this.Add(new OptionGroup("Output", this.output));
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult parsed, Interruption interruption)
    {
        string[] names = parsed.GetValue(this.what) ?? [];
        if (names.Length == 0)
        {
            this.List();
            return 0;
        }

        Func<Report> draw = names is [string name] ? OfTutorial(name) : () => this.OfModel(parsed, names);
        ReportFile.Check();
        ReportFile.Write(draw(), this.output.In(parsed)!, this.Streams.Out);
        return 0;
    }

    private static Func<Report> OfTutorial(string name)
    {
        if (File.Exists(name))
            throw new ArgumentException($"'{name}' is a file: expected a model file and data to draw with it, as in 'nabla plot {name} DATA'");
        TutorialPicture picture = TutorialPictures.Find(name);
        return () => Report.Of(picture.Make());
    }

    private Report OfModel(ParseResult parsed, string[] names)
    {
        string path = names[0];
        Model model = ModelArgument.Load(path, this.data.Name(parsed), this.Name);
        Dataset rows = this.data.LoadFor(model, parsed, this.Streams).Train;
        model.Score(rows.SelectRows([0])); // refuses data of another kind
        Section section = ModelPictures.Section(model, rows)
            ?? throw new ArgumentException($"there is no picture of '{path}': expected a model of two features, or a classifier with two or more hidden units. 'nabla report {path} {names[1]}' draws scores and feature importance of any model");
        return new Report(section.Title) { Subject = rows.Name, Sections = [section] };
    }

    private void List()
    {
        var table = new Table("name", "shows");
        foreach (TutorialPicture picture in TutorialPictures.All)
            table.Add(picture.Name, picture.Title);
        table.Write(this.Streams);
    }
}
