using System.CommandLine;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Data;
using Nabla.Models;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla evaluate</c>.</summary>
internal sealed class EvaluateCommand : NablaSubcommand
{
    private readonly Streams streams;
    private readonly ModelArgument model = new();
    private readonly DataOptions data = new("what generated data is drawn from");
    private readonly Option<bool> json = Define.Flag("--json", "print the result as one JSON object");

    public EvaluateCommand(Streams streams)
        : base(
            "evaluate",
            "Judge a model on all rows of a data set, those it was trained on among them.",
            new("nabla evaluate digits.safetensors digits", "loss, accuracy and what is confused"),
            new("nabla evaluate moons.safetensors moons --seed 99", "judge on points that training never saw"))
    {
        this.streams = streams;
        this.Add(this.model);
        this.Add(this.data.Data);
        this.Add(this.data.Group);
        this.Add(new OptionGroup("Output", this.json));
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult parsed)
    {
        Model loaded = this.model.Load(parsed);
        Dataset dataset = this.data.Load(parsed, this.streams).Train;
        Scores scores = loaded.Score(dataset, Environment.ProcessorCount);
        if (parsed.GetValue(this.json))
        {
            JsonResult.Write(this.streams.Out, writer =>
            {
                writer.WriteData(dataset, dataset.Rows);
                writer.WriteScores("test", loaded.Task, scores);
            });
            return 0;
        }

        Texts.Scores(loaded.Task, (dataset.Name, dataset.Rows, scores)).Write(this.streams);
        if (loaded.Task == LearningTask.Classification)
            Confusions.Write(loaded, dataset, this.streams);
        return 0;
    }
}
