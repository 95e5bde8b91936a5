using System.CommandLine;
using System.Diagnostics;
using Nabla.Cli.Files;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Cli.Training;
using Nabla.Cli.Tuning;
using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;
using Nabla.Selection;
using Nabla.Training;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla tune</c>.</summary>
internal sealed class TuneCommand : NablaSubcommand
{
    private readonly DataOptions data = new("seed of all random numbers: generated data, parts, folds, candidates, initial weights, order of rows");
    private readonly SplitOptions split;
    private readonly NetworkOptions network = new();
    private readonly OptimizerOptions optimizer = new();
    private readonly RegularizationOptions regularization = new();
    private readonly PresetOption preset = new();
    private readonly SearchOptions search = new();

    private readonly Option<int?> threads = Define.Option(
        "--threads", "N", "maximum number of threads, for parallel trials; does not affect the result (default: one for each processor)", text => Define.WholeNumber(text, 1));

    private readonly PathOption log;

    private readonly Option<bool> resume = Define.Flag("--resume", "continue where an interrupted search with the same options stopped");

    private readonly Option<Shard?> shard = ShardOption.Of("the trials of a grid or random search; logs them and trains no model");

    private readonly PathOption output;

    private readonly Option<bool> json = Define.Flag("--json", "print the result as one JSON object");

    public TuneCommand(Streams streams)
        : base(
            streams,
            "tune",
            "Search for better settings by cross-validation on the training part, confirm the best on other folds, train a model with them and save it. Options that are not searched stay as given.",
            new("nabla tune digits --seconds 60", "search for one minute"),
            new("nabla tune iris --try \"hidden=4;8;8,8\" --search grid", "every combination"),
            new("nabla tune iris --try \"learning-rate=0.001..0.1:log\"", "a range on a logarithmic scale"),
            new("nabla tune digits --seconds 600 --resume", "continue after an interruption"),
            new("nabla tune iris --search random --shard 2/16", "the second of sixteen jobs"),
            new("nabla tune iris --preset realmlp --trials 5 --ensemble", "average trials that complement each other"))
    {
        this.log = Define.Output(
            "--log", "log of the trials, one line of JSON each (default NAME.trials.jsonl in the current folder)",
            parsed => CommandFiles.Free(parsed, this.data.NameOf(parsed), parsed.GetValue(this.shard) is { } part ? $".trials-{part.Number}-of-{part.Count}.jsonl" : ".trials.jsonl"));
        this.output = Define.Output(
            "--output", "the model file of the best settings (default NAME.safetensors in the current folder)",
            parsed => parsed.GetValue(this.shard) is null ? CommandFiles.Free(parsed, this.data.NameOf(parsed), ".safetensors") : null);
        this.split = new SplitOptions(this.data.Files);
        this.Add(this.data.Data);
        this.Add(this.search.Group);
        this.Add(this.network.Group);
        this.Add(this.optimizer.Group);
        this.Add(this.regularization.Group);
        this.Add(this.data.GroupsToLearn);
        this.Add(this.split.Group);
        this.Add(new OptionGroup("Run and output", this.preset.Option, this.threads, this.log, this.resume, this.shard, this.output, this.json));
        this.Add(Ranks.Refused("option '--mpi' is for training: the trials of a search need no messages, so distribute them with --shard I/N and nabla merge"));
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult parsed, Interruption interruption)
    {
        MlpSettings given = this.Given(parsed, LearningTask.Classification);
        if (given.Training.EarlyStopping == true)
            throw new ArgumentException("option '--early-stopping' needs a validation part, and folds have none; without it the model of the best settings stops early where there is a '--validation-size'");
        if (this.search.WantsEnsemble(parsed) && given.Ensemble is not null)
            throw new ArgumentException("option '--ensemble' chooses among networks with different settings, but preset 'best' averages networks with the same settings: use --preset realmlp, or leave out --ensemble");
        SearchSpace space = this.search.Space(parsed, this.preset.IsRealMlp(parsed));
        new TriedSettings(given).Check(space);
        try
        {
            double? heldOut = this.preset.IsGiven(parsed) && !this.search.WantsEnsemble(parsed) ? PresetOption.HeldOut(given) : null;
            DataParts parts = this.split.Apply(parsed, this.data.Load(parsed, this.Streams, this.split.Columns(parsed), interruption.Token), given.Seed, this.Streams, heldOut: heldOut);
            if (this.search.WantsEnsemble(parsed) && parts.Validation is not null)
                throw new ArgumentException("option '--ensemble' chooses by folds of all training rows, so a validation part has no effect: leave out --validation-size and --validation");
            given = this.Given(parsed, parts.Train.Task);
            return this.Tune(parsed, parts, space, given, interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.ExitCode != 0)
        {
            this.Streams.Say("interrupted: no model is saved, --resume continues with the trials that are done");
        }

        return interruption.ExitCode;
    }

    // The settings that candidates change, with the options of the command line applied.
    private MlpSettings Given(ParseResult parsed, LearningTask task)
    {
        MlpSettings usual = this.preset.IsGiven(parsed) ? this.preset.Settings(parsed, task) : DefaultRecipe.Without(new MlpSettings());
        usual = usual with { Seed = this.data.Seed(parsed) };
        return this.split.Apply(parsed, this.regularization.Apply(parsed, this.optimizer.Apply(parsed, this.network.Apply(parsed, usual))));
    }

    private int Tune(ParseResult parsed, DataParts parts, SearchSpace space, MlpSettings given, CancellationToken cancellation)
    {
        var tried = new TriedSettings(given with { Ensemble = null, ValidationFraction = given.Refit == true ? given.ValidationFraction : null }); // candidates are compared as single networks
        string name = parts.Train.Name;
        Shard? share = parsed.GetValue(this.shard);
        TuningOptions options = this.search.Options(parsed, this.data.Seed(parsed)) with
        {
            Threads = parsed.GetValue(this.threads) ?? 0,
            LogPath = this.log.In(parsed),
            Resume = parsed.GetValue(this.resume),
            Cancellation = cancellation,
        };
        TextWriter error = this.Streams.Error;
        error.WriteLine($"tuning on {Texts.Count(parts.Train.Rows, "row")} of {name} ({Texts.Shape(parts.Train)}), {options.Folds} folds, trials in {Texts.Quoted(options.LogPath!)}");
        if (share is { } mine)
        {
            if (parsed.GetValue(this.json) || parsed.GetResult(this.output) is not null)
                throw new ArgumentException("a share of a search has a log and no result: leave out '--json' and '--output', and give them to the search with the merged log");
            IReadOnlyList<Trial> trials = Tuner.RunShard(parts.Train, space, tried.Of, options with { Progress = new TrialLines(error, parts.Train.Task) }, mine);
            this.Streams.Out.WriteLine($"share {mine}: {Texts.Count(trials.Count, "trial")} in {Texts.Quoted(options.LogPath!)}; merge the logs of all shares, then continue with --log and --resume");
            return 0;
        }

        long start = Stopwatch.GetTimestamp();
        TuningResult result = this.Streams.ErrorIsTerminal
            ? TrialTable.Run(error, parts.Train.Task, Search)
            : Search(new TrialLines(error, parts.Train.Task));
        var control = new RunControl { Threads = options.Threads, Cancellation = cancellation };
        (Model model, TrainingResult run) = result.Ensemble is { } ensemble
            ? ensemble.Train(parts, control)
            : ModelTrainer.Train(parts, result.BestSettings with { Ensemble = given.Ensemble }, control);
        cancellation.ThrowIfCancellationRequested();
        if (Diverged.Says(run, keep: false, this.Streams))
            return Program.Diverged;
        WrittenFile written = new OutputFile(this.output.In(parsed)!).Write(stream => model.Save(stream));
        var outcome = new TrainingOutcome(model, run, parts, Stopwatch.GetElapsedTime(start), written);
        if (parsed.GetValue(this.json))
            TuningJson.Write(result, outcome, this.Streams.Out);
        else
            TuningText.Write(result, outcome, this.Streams);
        return 0;

        TuningResult Search(IProgress<Trial> progress) => Tuner.Run(parts.Train, space, tried.Of, options with { Progress = progress });
    }
}
