using System.CommandLine;
using Nabla.Cli.Files;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Cli.Training;
using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;
using Nabla.Training;

namespace Nabla.Cli.Commands;

/// <summary>
/// <c>nabla doctor</c>. Findings are advice: the exit code is 0 even with findings. A script that should stop at some of them can count them in the JSON.
/// </summary>
internal sealed class DoctorCommand : NablaSubcommand
{
    private readonly Argument<string[]> what = new("[MODEL] DATA")
    {
        Arity = new ArgumentArity(0, 2),
        CompletionSources = { Completions.Data },
        Description = "data to examine and to train on; or a model file, and the data it was trained on or new data",
    };

    private readonly DataOptions data;
    private readonly SplitOptions split;
    private readonly NetworkOptions network = new();
    private readonly OptimizerOptions optimizer = new();
    private readonly RegularizationOptions regularization = new();

    private readonly Option<int?> threads = Define.Option(
        "--threads", "N", "maximum number of threads; does not affect the findings (default: one for each processor)", text => Define.WholeNumber(text, 1));

    private readonly Option<bool> machine = Define.Flag(
        "--machine", "test this machine instead of data: whether its results are bit-identical to the expected ones, and how fast it multiplies matrices; the exit code is 1 if the bits differ");

    private readonly Option<bool> json = Define.Flag("--json", "print the findings as one JSON object");

    public DoctorCommand(Streams streams)
        : base(
            streams,
            "doctor",
            "Look for common problems: in the data, in a training run with the given options, in a model, and between a model and new data. Saves nothing.",
            new("nabla doctor digits", "examine the data, and a run with the defaults"),
            new("nabla doctor moons --learning-rate 10", "find out why a run fails"),
            new("nabla doctor iris.safetensors iris", "examine a model and the data it was trained on"),
            new("nabla doctor moons.safetensors moons --noise 0.5 --json", "check whether new data has drifted, as JSON"),
            new("nabla doctor --machine", "check that this machine gives the same bits as others"))
    {
        this.data = new DataOptions("seed of all random numbers: generated data, parts, initial weights, order of rows")
        {
            Name = parsed => parsed.GetValue(this.what) is [.., var name] ? name : throw new ArgumentException($"{this.what.Name} is missing ({this.what.Description}): see nabla doctor --help"),
        };
        this.split = new SplitOptions(this.data.Files);
        this.Add(this.what);
        this.Add(this.network.Group);
        this.Add(this.optimizer.Group);
        this.Add(this.regularization.Group);
        this.Add(this.data.GroupsToLearn);
        this.Add(this.split.Group);
        this.Add(new OptionGroup("Run and output", this.machine, this.threads, this.json));
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult parsed, Interruption interruption)
    {
        try
        {
            if (parsed.GetValue(this.machine))
                return this.OfMachine(parsed, interruption.Token);
            Examination result = parsed.GetValue(this.what) is [string model, string other]
                ? this.OfModel(parsed, ModelArgument.Load(model, other, this.Name))
                : this.OfRun(parsed, interruption.Token);
            FindingsText.Write(result, parsed.GetValue(this.json), this.Streams);
        }
        catch (OperationCanceledException) when (interruption.ExitCode != 0)
        {
            this.Streams.Say("interrupted: there are no findings");
        }

        return interruption.ExitCode;
    }

    private int OfMachine(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(this.what) is [string given, ..])
            throw new ArgumentException($"option '{this.machine.Name}' tests only this machine: leave out '{given}'");
        if (this.Group(parsed) is { } option)
            throw new ArgumentException($"option '{option.Name}' is for a run on data, and option '{this.machine.Name}' tests only this machine");
        MachineExamination examination = Doctor.ExamineMachine(parsed.GetValue(this.threads) ?? 0, cancellation: cancellation);
        MachineText.Write(examination, parsed.GetValue(this.json), this.Streams);
        return examination.GivesTheBits ? 0 : Program.BadInput;
    }

    private Examination OfRun(ParseResult parsed, CancellationToken cancellation)
    {
        MlpSettings settings = new() { Seed = this.data.Seed(parsed) };
        settings = this.split.Apply(parsed, this.regularization.Apply(parsed, this.optimizer.Apply(parsed, this.network.Apply(parsed, settings))));
        DataParts parts = this.split.Apply(parsed, this.data.Load(parsed, this.Streams, this.split.Columns(parsed), cancellation), settings.Seed, this.Streams);
        (Model model, TrainingResult result) = ModelTrainer.Train(
            parts, settings, new RunControl { Threads = parsed.GetValue(this.threads) ?? 0, Cancellation = cancellation });
        cancellation.ThrowIfCancellationRequested();
        return new Examination(
            parts.Train,
            parts.Train.Rows,
            $"a run of {Texts.Count(result.Epochs, "epoch")} on {Texts.Count(parts.Train.Rows, "row")} of {parts.Train.Name}",
            Doctor.Examine(model, parts, this.Threads(parsed)));
    }

    private Examination OfModel(ParseResult parsed, Model model)
    {
        if (this.Group(parsed) is { } given)
            throw new ArgumentException($"option '{given.Name}' is for training, and the model is trained already");
        DataParts loaded = this.data.LoadFor(model, parsed, this.Streams);
        if (this.PartsOf(model, loaded, parsed) is { } parts)
        {
            return new Examination(
                parts.Train, loaded.Train.Rows, $"the model and {loaded.Train.Name}, the data it was trained on", Doctor.Examine(model, parts, this.Threads(parsed)));
        }

        // Rare classes matter only in the training part, not in these rows.
        IEnumerable<Finding> ofRows = Doctor.Examine(loaded.Train).Where(finding => finding.Kind != FindingKind.RareClass);
        IEnumerable<Finding> findings = [.. Doctor.Examine(model), .. Doctor.Compare(model, loaded.Train, this.Threads(parsed)), .. ofRows];
        return new Examination(
            loaded.Train, loaded.Train.Rows, $"the model and {Texts.Count(loaded.Train.Rows, "new row")} of {loaded.Train.Name}", [.. findings.OrderBy(finding => finding.Severity)]);
    }

    /// <summary>The parts of the data in training; null if this is other data.</summary>
    private DataParts? PartsOf(Model model, DataParts loaded, ParseResult parsed)
    {
        model.Score(loaded.Train.SelectRows([0])); // refuses data of another kind
        try
        {
            return TrainedParts.Of(model, loaded, this.Threads(parsed));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private int Threads(ParseResult parsed) => parsed.GetValue(this.threads) ?? Environment.ProcessorCount;

    /// <summary>The first training option that is given; null for none.</summary>
    private Option? Group(ParseResult parsed)
    {
        OptionGroup[] groups = [this.network.Group, this.optimizer.Group, this.regularization.Group, this.split.Group];
        return groups.SelectMany(group => group.Options).FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false });
    }
}

/// <summary>What the doctor examined, and its findings.</summary>
/// <param name="Data">The rows.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="What">What was examined, as text.</param>
/// <param name="Findings">The findings.</param>
internal sealed record Examination(Dataset Data, int Rows, string What, IReadOnlyList<Finding> Findings);
