using System.CommandLine;
using Nabla.Cli.Files;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla evaluate</c>.</summary>
internal sealed class EvaluateCommand : NablaSubcommand
{
    private readonly ModelArgument model = new();
    private readonly DataOptions data = new("seed of generated data");
    private readonly PartOption part = new();
    private readonly Option<bool> json = Define.Flag("--json", "print the result as one JSON object");

    public EvaluateCommand(Streams streams)
        : base(
            streams,
            "evaluate",
            "Evaluate a model on rows of data: all scores, with baselines for comparison.",
            new("nabla evaluate digits.safetensors digits --part test", "on the test rows, which training never saw"),
            new("nabla evaluate digits.safetensors digits", "on all rows, including those it was trained on"),
            new("nabla evaluate moons.safetensors moons --seed 99", "on newly generated points"))
    {
        this.Add(this.model);
        this.Add(this.data.Data);
        this.Add(this.data.GroupsToJudge);
        this.Add(new OptionGroup("Rows", this.part.Option));
        this.Add(new OptionGroup("Output", this.json));
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult parsed, Interruption interruption)
    {
        Model loaded = this.model.Load(parsed);
        (Dataset rows, Dataset? training) = this.part.Select(parsed, loaded, this.data.LoadFor(loaded, parsed, this.Streams, this.part.IsOfTraining(parsed)));
        ModelEvaluation evaluation = ModelEvaluation.Of(loaded, rows, training, Environment.ProcessorCount);
        int? seen = this.part.Seen(parsed, loaded, rows);
        if (parsed.GetValue(this.json))
        {
            JsonResult.Write(this.Streams.Out, writer =>
            {
                writer.WriteData(rows, rows.Rows);
                writer.WriteScores("test", loaded.Task, evaluation.Scores, seen ?? 0);
                writer.WriteEvaluation(evaluation, rows);
            });
            return 0;
        }

        Texts.Scores(loaded.Task, (rows.Name, rows.Rows, evaluation.Scores)).Write(this.Streams);
        if (seen is > 0 and { } count)
            this.Streams.Out.WriteLine($"{Texts.SeenRows(count, rows.Rows)}: these scores do not show how good it is on new rows");
        EvaluationText.Write(evaluation, rows, this.Streams);
        if (loaded.Task == LearningTask.Classification)
            Confusions.Write(loaded, rows, this.Streams);
        return 0;
    }
}
