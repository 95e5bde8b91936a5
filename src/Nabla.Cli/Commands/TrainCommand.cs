using System.CommandLine;
using System.Diagnostics;
using Nabla.Cli.Files;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Cli.Tables;
using Nabla.Cli.Training;
using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;
using Nabla.Mpi;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Reports;
using Nabla.Selection;
using Nabla.Training;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla train</c>.</summary>
internal sealed class TrainCommand : NablaSubcommand
{
    private MpiGroup? group;
    private readonly DataOptions data = new("seed of all random numbers: generated data, parts, initial weights, order of rows");
    private readonly SplitOptions split;
    private readonly NetworkOptions network = new();
    private readonly OptimizerOptions optimizer = new();
    private readonly RegularizationOptions regularization = new();
    private readonly UncertaintyOptions uncertainty = new();
    private readonly CheckpointArguments checkpoints = new();

    /// <summary>The option for a recipe.</summary>
    public Option<string?> Recipe { get; } = Recipes.Option();

    private readonly PresetOption preset = new();

    private readonly Option<string?> from = Define.Input(
        "--from", "MODEL", "model file to continue from; its settings apply unless an option overrides them")
        .Offering(Completions.Models);

    private readonly Option<string?> like = Define.Input(
        "--like", "MODEL", "model file whose settings, seed and parts are reused unless an option overrides them; with a CSV file also its columns, unless --target is given")
        .Offering(Completions.Models);

    private readonly Option<bool> findRate = Define.Flag(
        "--find-rate", "instead of training, try learning rates from very small to very large for a few hundred steps, and print the losses and a proposal");

    private readonly Option<double?> timeBudget = Define.Option(
        "--time-budget", "S", "time limit in seconds, after which training ends with the best model so far (default no limit)", Define.Positive);

    private readonly Option<int?> threads = Define.Option(
        "--threads", "N", "maximum number of threads; does not affect the model (default: one for each processor)", text => Define.WholeNumber(text, 1));

    private readonly Option<bool> mpi = Ranks.Option();

    private readonly Option<Shard?> shard = ShardOption.Of(
        "the members of an ensemble, whose states stay in the folder of --checkpoint", "the same command without --shard and with --resume makes the model");

    private readonly Option<int?> reportEvery = Define.Option(
        "--report-every", "N", "epochs between two lines of progress (default: ten lines per run; on a terminal, a live table and loss curve)", text => Define.WholeNumber(text, 1));

    private readonly Option<bool> verbose = Define.Flag(
        "--verbose", $"print weights, updates and first outputs during training (networks of at most {VerboseView.MostParameters} parameters)");

    private readonly Option<ThresholdRule?> threshold = Define.Option<ThresholdRule?>(
        "--threshold",
        "best|P|cost:FN=C,FP=C",
        "with two classes, the probability above which the second is predicted: a number, or chosen for the best balanced accuracy or the lowest cost on the validation part, or on folds of the training part without one (default: the more probable class)",
        ThresholdRule.Parse);

    private readonly Option<bool> noRowMemory = Define.Flag(
        "--no-row-memory", "do not store fingerprints of the training rows in the model file (2 bytes per row, from which no value can be read)");

    private readonly Option<bool> keepDiverged = Diverged.Option();

    private readonly PathOption output;

    private readonly PathOption report = Define.Output(
        "--report", "write a report of the run to this HTML file");

    private readonly Option<bool> json = Define.Flag("--json", "print the result as one JSON object");

    public TrainCommand(Streams streams)
        : base(
            streams,
            "train",
            "Train a network on data and save it as a model file.",
            new("nabla train digits", "handwritten digits, with default settings"),
            new("nabla train digits --hidden 128,64 --activation gelu", "a deeper network"),
            new("nabla train iris --preset realmlp", "a published recipe for tables: slower, often more accurate"),
            new("nabla train iris --hidden \"\" --seed 7", "a linear model, with another seed"),
            new("nabla train circles --rows 500 --hidden 3 --verbose", "watch a tiny network learn"),
            new("nabla train circles --recipe circles", "the settings of a tutorial: also sleep-study, digits-descent, digits-cg, digits-sgd"),
            new("nabla train friedman1 --validation-size 0.2 --json", "regression, with the result as JSON"),
            new("nabla train images --output images.safetensors", "a folder of images in MNIST's format"))
    {
        this.output = Define.Output(
            "--output", "the model file, replaced if it exists (default NAME.safetensors in the current folder)",
            parsed => parsed.GetValue(this.findRate) || parsed.GetValue(this.shard) is not null ? null : CommandFiles.Free(parsed, this.data.NameOf(parsed), ".safetensors"));
        this.split = new SplitOptions(this.data.Files);
        this.Add(this.data.Data);
        this.Add(this.network.Group);
        this.Add(this.optimizer.Group);
        this.Add(this.regularization.Group);
        this.Add(this.uncertainty.Group);
        this.Add(this.data.GroupsToLearn);
        this.Add(this.split.Group);
        this.Add(this.checkpoints.Group);
        this.Add(new OptionGroup("Run and output", this.preset.Option, this.Recipe, this.from, this.like, this.findRate, this.timeBudget, this.threads, this.mpi, this.shard, this.reportEvery, this.verbose, this.output, this.threshold, this.report, this.keepDiverged, this.noRowMemory, this.json));
    }

    /// <inheritdoc/>
    protected override bool WritesFiles(ParseResult parsed) => !parsed.GetValue(this.mpi) || MpiGroup.LaunchedRank == 0;

    /// <inheritdoc/>
    protected override int Around(ParseResult parsed, Func<int> work) => !parsed.GetValue(this.mpi) ? work() : Ranks.Run(this.Streams, (ranks, output) =>
    {
        (this.group, this.Streams) = (ranks, output);
        if (parsed.GetValue(this.findRate))
            throw new ArgumentException("options '--find-rate' and '--mpi' exclude each other: the learning rate search is sequential; run it on one machine");
        if (this.data.IsStandardInput(parsed))
            throw new ArgumentException("option '--mpi' is for data that every rank can read, not for standard input");
        return work();
    });

    /// <inheritdoc/>
    protected override int Run(ParseResult parsed, Interruption interruption)
    {
        if (parsed.GetValue(this.from) is not null && parsed.GetValue(this.like) is not null)
            throw new ArgumentException("options '--from' and '--like' exclude each other");
        Model? start = parsed.GetValue(this.from) is { } path ? ModelArgument.Load(path) : null;
        Model? pattern = parsed.GetValue(this.like) is { } model ? ModelArgument.Load(model) : null;
        if (pattern?.Info.Selection is not null)
            throw new ArgumentException($"option '{this.like.Name}': the members of that model have settings of their own, which a search chose; repeat the search (nabla tune), or prove the model (nabla verify)");
        Model? before = start ?? pattern;
        if (start is not null && this.split.SaysRefit(parsed))
            throw new ArgumentException("options '--from' and '--refit' exclude each other: a run that continues from a model is one run");
        MlpSettings settings = (start is null ? pattern?.Info.Settings ?? new MlpSettings() : SettingsToGoOn(start.Info)) with { Seed = this.data.Seed(parsed, before) };
        if (start?.Info is { Temperature: not null } or { Conformal: not null })
            this.Streams.Error.WriteLine("the new model has no temperature, intervals or sets: the rows that they were found by may be among those that it is trained on");
        if (start is not null)
            settings = settings with { Uncertainty = null };
        if (this.preset.IsGiven(parsed) && before is not null)
            throw new ArgumentException($"options '{this.preset.Option.Name}' and '{(start is null ? this.like.Name : this.from.Name)}' exclude each other: the model has settings of its own");
        settings = this.Apply(parsed, this.preset.IsGiven(parsed) ? this.preset.Settings(parsed, LearningTask.Classification) with { Seed = settings.Seed } : settings);
        if (parsed.GetValue(this.shard) is not null)
            this.CheckShare(parsed, settings);
        try
        {
            DataParts parts = this.Load(parsed, settings.Seed, start, pattern, this.preset.IsGiven(parsed) ? PresetOption.HeldOut(settings) : null, interruption.Token);
            Free(parts);
            if (this.preset.IsGiven(parsed))
                settings = this.Apply(parsed, this.preset.Settings(parsed, parts.Train.Task) with { Seed = settings.Seed });
            if (this.preset.IsGiven(parsed) && settings.Refit != true)
                settings = settings with { ValidationFraction = null };
            if (start is not null && parts.Validation is null && settings.Training.EarlyStopping == true && !this.regularization.SaysEarlyStopping(parsed))
            {
                this.Streams.Error.WriteLine("the model to continue from stopped early, but there is no validation part to stop by: all epochs are trained; --validation-size makes one");
                settings = settings with { Training = settings.Training with { EarlyStopping = false } };
            }

            if (before?.Info.Threshold is { } earlier && parsed.GetValue(this.threshold) is null)
                this.Streams.Error.WriteLine(FormattableString.Invariant($"the earlier model has a threshold, {earlier}, and this one predicts the more probable class: --threshold {earlier} keeps it"));
            if (start is null)
                settings = DefaultRecipe.Apply(settings, parts.Train, parts.Validation is not null);
            if (parsed.GetValue(this.findRate))
                RateTable.Write(ModelTrainer.FindLearningRate(parts.Train, settings, this.Control(parsed, interruption.Token), start), this.Streams);
            else
                return this.Train(parsed, parts, settings, start, interruption);
        }
        catch (OperationCanceledException) when (interruption.ExitCode != 0)
        {
            this.Streams.Say("interrupted: nothing is saved");
        }

        return interruption.ExitCode;
    }

    // The settings with the options of the command line applied.
    private MlpSettings Apply(ParseResult parsed, MlpSettings settings)
        => this.split.Apply(parsed, this.uncertainty.Apply(parsed, this.regularization.Apply(parsed, this.optimizer.Apply(parsed, this.network.Apply(parsed, settings)))));

    // The start model has seen all of its rows, so no unseen part could choose the number of epochs; the number chosen before is used.
    private static MlpSettings SettingsToGoOn(ModelInfo info) => info.HeldOutRows is null
        ? info.Settings
        : info.Settings with { Training = info.Settings.Training with { Epochs = Math.Max(1, info.ChosenEpoch) }, ValidationFraction = null, Refit = null };

    // A separate method, so that nothing references the data from before the split.
    private DataParts Load(ParseResult parsed, ulong seed, Model? start, Model? pattern, double? heldOut, CancellationToken cancellation)
    {
        Model? before = start ?? pattern;
        ColumnRoles roles = this.split.Columns(parsed, before);
        DataParts loaded = start is null
            ? this.data.LoadLike(parsed, this.Streams, pattern, roles, cancellation)
            : this.data.LoadToContinue(parsed, this.Streams, start, roles, cancellation);
        Free(loaded);
        return this.split.Apply(parsed, loaded, seed, this.Streams, before, heldOut);
    }

    // The source columns of a large data set, and later the rows before the split, are no longer needed; the collector would keep them until as much
    // memory again is allocated.
    private static void Free(DataParts data)
    {
        const long Large = 1 << 23;
        if ((long)data.Train.Rows * data.Train.FeatureNames.Count >= Large)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private int Train(ParseResult parsed, DataParts parts, MlpSettings settings, Model? start, Interruption interruption)
    {
        CancellationToken cancellation = interruption.Token;
        if (this.group is { Rank: > 0 })
        {
            ModelTrainer.Train(TrainingPlan.Of(parts, settings, start), this.Control(parsed, cancellation));
            _ = Traffic.Of(this.group);
            return interruption.ExitCode;
        }

        if (parsed.GetValue(this.report) is not null)
            ReportFile.Check();
        var plan = TrainingPlan.Of(parts, settings, start);
        if (parsed.GetValue(this.shard) is { } share)
            return MemberShare.Train(plan, share, this.Control(parsed, cancellation), this.Streams);
        NetworkSpec watched = (plan.Choosing ?? plan).Network; // levels found only in held-out rows are not inputs
        if (parsed.GetValue(this.threshold) is not null && parts.Train is not { Task: LearningTask.Classification, ClassNames.Count: 2 })
            throw new ArgumentException($"option '--threshold' is for two classes, not for {Texts.Shape(parts.Train)}");
        if (parsed.GetValue(this.verbose) && plan.Settings.Ensemble is not null)
            throw new ArgumentException("option '--verbose' shows one network, but the members of an ensemble train at the same time");
        int epochs = plan.Settings.Training.Epochs!.Value;
        TextWriter error = this.Streams.Error;
        int every = parsed.GetValue(this.reportEvery) ?? Math.Max(1, epochs / 10);
        VerboseView? view = parsed.GetValue(this.verbose) ? new VerboseView(watched, error, every, epochs) : null;

        // Only for the report's curves, if there is no validation part to show overfitting.
        UnseenScoring? unseen = parsed.GetValue(this.report) is not null && plan.Settings.Ensemble is null && parts is { Validation: null, Test: { } test } ? new UnseenScoring(plan, test) : null;
        ITrainingObserver[] observers = [.. new ITrainingObserver?[] { view, unseen }.OfType<ITrainingObserver>()];
        RunControl control = this.Control(parsed, cancellation) with
        {
            Observer = observers.Length == 0 ? null : new SeveralObservers(observers),
            Members = new MemberLines(error),
        };
        string held = plan.Choosing?.Parts.Validation is { } part ? $"; {Texts.Count(part.Rows)} of them are held out to choose the number of epochs; then the model is trained on all (--validation-size 0 holds out none)"
            : plan.Settings is { Refit: true, ValidationFraction: { } fraction } ? FormattableString.Invariant($"; each holds out {fraction} of them to choose its number of epochs, and is then trained on all (--validation-size 0 holds out none)")
            : string.Empty;
        error.WriteLine(
            $"training {(plan.Settings.Ensemble is { } ensemble ? Texts.Count(Math.Max(1, ensemble.Folds) * ensemble.Seeds, "network") + " of " : string.Empty)}{string.Join('-', plan.Network.Sizes)} on {Texts.Count(plan.Parts.Train.Rows, "row")}{(plan.Calibration is { } kept ? $" (and {Texts.Count(kept.Rows)} for calibration)" : string.Empty)} of {parts.Train.Name} ({Texts.Shape(parts.Train)}){held}{(this.group is { } ranks ? $", {Texts.Count(ranks.Size, "rank")}" : string.Empty)}");

        long began = Stopwatch.GetTimestamp();
        bool live = this.Streams.ErrorIsTerminal && view is null && plan.Settings.Ensemble is null && parsed.GetValue(this.reportEvery) is null;
        (Model model, TrainingResult result) = live
            ? LiveView.Run(error, TrainWith)
            : TrainWith(view is null ? new ProgressLines(error, every) : null);
        TimeSpan time = Stopwatch.GetElapsedTime(began);
        Traffic? traffic = this.group is null ? null : Traffic.Of(this.group);

        if (result.Stop == StopReason.Cancelled)
            this.Streams.Say($"interrupted: the model is that of epoch {result.ChosenEpoch}{(plan.Choosing is null ? string.Empty : ", without the rows that were held out")}");
        if (Diverged.Says(result, parsed.GetValue(this.keepDiverged), this.Streams))
            return Program.Diverged;
        if (Doctor.WorseThanMean(model, plan.Parts.Train) is { } worse)
            this.Streams.Say($"warning: {worse.Sentence}");
        if (parsed.GetValue(this.threshold) is { } rule)
            model = rule.Apply(model, plan.Parts, plan.Settings, control with { Observer = null, Members = null, Checkpoints = null, Group = null });
        WrittenFile written = new OutputFile(this.output.In(parsed)!).Write(stream => model.Save(stream));
        this.Report(parsed, new TrainingOutcome(model, result, plan.Parts, time, written) { Traffic = traffic }, unseen?.Scores);
        return interruption.ExitCode;

        (Model Model, TrainingResult Result) TrainWith(IProgress<TrainingProgress>? progress)
            => ModelTrainer.Train(plan, control with { Progress = progress });
    }

    // A share stores ensemble members in the checkpoint folder; there is no model to write or evaluate yet.
    private void CheckShare(ParseResult parsed, MlpSettings settings)
    {
        foreach (Option other in (Option[])[this.output, this.report, this.json, this.threshold, this.timeBudget, this.mpi])
        {
            if (parsed.GetResult(other) is { Implicit: false })
                throw new ArgumentException($"options '{this.shard.Name}' and '{other.Name}' exclude each other: a share makes no model; give such options to the run that joins all shares");
        }

        if (settings.Ensemble is not { Count: > 1 } || this.checkpoints.Value(parsed, this.Streams) is null)
            throw new ArgumentException($"option '{this.shard.Name}' is for the members of an ensemble, which are stored in a folder: it needs '--ensemble' or '--seeds', and '--checkpoint'");
    }

    private RunControl Control(ParseResult parsed, CancellationToken cancellation) => new()
    {
        Group = this.group,
        Threads = parsed.GetValue(this.threads) ?? (this.group is null ? 0 : Math.Max(1, Environment.ProcessorCount / MpiGroup.RanksHere)),
        TimeBudget = parsed.GetValue(this.timeBudget) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Checkpoints = this.checkpoints.Value(parsed, this.Streams),
        Cancellation = cancellation,
        RememberRows = !parsed.GetValue(this.noRowMemory),
    };

    private void Report(ParseResult parsed, TrainingOutcome outcome, IReadOnlyList<UnseenScore>? unseen)
    {
        if (parsed.GetValue(this.json))
            TrainingJson.Write(outcome, this.Streams.Out);
        else
            TrainingSummary.Write(outcome, parsed.GetRequiredValue(this.data.Data), this.Streams);
        if (parsed.GetValue(this.report) is { } path)
            WriteReport(outcome, unseen, path, parsed.GetValue(this.json) ? this.Streams.Error : this.Streams.Out);
    }

    /// <summary>Evaluates on the most informative rows: those that training never saw, if there are any.</summary>
    private static void WriteReport(TrainingOutcome outcome, IReadOnlyList<UnseenScore>? unseen, string path, TextWriter writer)
    {
        DataParts parts = outcome.Parts;
        Dataset rows = parts.Test ?? parts.Validation ?? parts.Train;
        ReportFile.Write(ModelReport.Of(outcome.Model, rows, unseen: parts.Test is not null && outcome.Model.Info.SeenTestRows == 0, parts.Train, parts.Validation, unseen), path, writer);
    }
}
