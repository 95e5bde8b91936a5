using System.CommandLine;
using System.Diagnostics;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Cli.Training;
using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla train</c>.</summary>
internal sealed class TrainCommand : NablaSubcommand
{
    private readonly Streams streams;
    private readonly DataOptions data = new("what everything random is drawn from: generated data, parts, first values, order");
    private readonly SplitOptions split = new();
    private readonly NetworkOptions network = new();
    private readonly SolverOptions solver = new();

    private readonly Option<int?> threads = Define.Option(
        "--threads", "N", "most threads; the model is the same to the bit with any number (default: one for each processor)", text => Define.WholeNumber(text, 1));

    private readonly Option<int?> reportEvery = Define.Option(
        "--report-every", "N", "epochs between two lines of progress (default: ten lines a run, on a terminal a bar)", text => Define.WholeNumber(text, 1));

    private readonly Option<bool> verbose = Define.Flag(
        "--verbose", $"show weights, updates and first outputs as they change (networks of at most {VerboseView.MostParameters} parameters)");

    private readonly Option<string?> output = Define.Option<string?>(
        "--output", "FILE", "the model file, replaced if it is there (default NAME.safetensors in the current folder)", text => text);

    private readonly Option<bool> json = Define.Flag("--json", "print the result as one JSON object");

    public TrainCommand(Streams streams)
        : base(
            "train",
            "Train a network on data and save it as a model file.",
            new("nabla train digits", "handwritten digits, with the defaults"),
            new("nabla train digits --hidden 128,64 --activation gelu", "a deeper network"),
            new("nabla train iris --hidden \"\" --seed 7", "a linear model, other random numbers"),
            new("nabla train circles --rows 500 --hidden 3 --verbose", "watch a tiny network learn"),
            new("nabla train friedman1 --validation-size 0.2 --json", "a regression, the result as JSON"),
            new("nabla train images --output images.safetensors", "a folder of images in MNIST's format"))
    {
        this.streams = streams;
        this.Add(this.data.Data);
        this.Add(this.network.Group);
        this.Add(this.solver.Group);
        this.Add(this.data.Group);
        this.Add(this.split.Group);
        this.Add(new OptionGroup("Run and output", this.threads, this.reportEvery, this.verbose, this.output, this.json));
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult parsed)
    {
        MlpSettings settings = this.network.Apply(parsed, new MlpSettings { Seed = this.data.Seed(parsed) });
        settings = this.solver.Apply(parsed, settings);
        using var interruption = new Interruption();
        DataParts loaded;
        try
        {
            loaded = this.data.Load(parsed, this.streams, interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.ExitCode != 0)
        {
            this.streams.Say("interrupted");
            return interruption.ExitCode;
        }

        DataParts parts = this.split.Apply(parsed, loaded, settings.Seed);
        OutputFile file = parsed.GetValue(this.output) is { } path ? new OutputFile(path) : OutputFile.For(parts.Train.Name);
        file.Check();
        NetworkSpec spec = NetworkOptions.Spec(settings, parts.Train);
        this.streams.Error.WriteLine(
            $"training {string.Join('-', spec.Sizes)} on {Texts.Count(parts.Train.Rows, "row")} of {parts.Train.Name} ({Texts.Shape(parts.Train)})");

        long start = Stopwatch.GetTimestamp();
        (Model model, TrainingResult result) = this.Train(parsed, parts, settings, interruption.Token);
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        if (result.Stop == StopReason.Cancelled)
            this.streams.Say($"interrupted: the model is that of epoch {result.ChosenEpoch}");
        else if (result.Stop == StopReason.Diverged)
            this.streams.Say($"warning: {result.StopMessage}; the model is that of epoch {result.ChosenEpoch}");
        model.Save(file.Path);

        var outcome = new TrainingOutcome(model, result, parts, time, file.Path, file.Sha256());
        if (parsed.GetValue(this.json))
            TrainingJson.Write(outcome, this.streams.Out);
        else
            TrainingSummary.Write(outcome, parsed.GetRequiredValue(this.data.Data), this.streams);
        return interruption.ExitCode;
    }

    private (Model Model, TrainingResult Result) Train(ParseResult parsed, DataParts parts, MlpSettings settings, CancellationToken cancellation)
    {
        bool looksInside = parsed.GetValue(this.verbose);
        int? chosenEvery = parsed.GetValue(this.reportEvery);
        int every = chosenEvery ?? Math.Max(1, settings.Epochs / 10);
        TextWriter error = this.streams.Error;
        var control = new RunControl
        {
            Threads = parsed.GetValue(this.threads) ?? 0,
            Observer = looksInside ? new VerboseView(error, every, settings.Epochs) : null,
            Cancellation = cancellation,
        };
        (Model, TrainingResult) Run(IProgress<TrainingProgress>? progress)
            => ModelTrainer.Train(parts, settings, control with { Progress = progress });

        if (looksInside)
            return Run(null);
        return this.streams.ErrorIsTerminal && chosenEvery is null
            ? ProgressBar.Run(error, Run)
            : Run(new ProgressLines(error, every));
    }
}
