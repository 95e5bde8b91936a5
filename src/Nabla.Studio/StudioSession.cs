using System.Diagnostics;
using System.Text.Json;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Inspection;
using Nabla.Models;

namespace Nabla.Studio;

/// <summary>
/// The Studio without its page: takes requests, returns replies, and continues a run when its host calls <see cref="Run"/>. It starts no threads and
/// is not thread-safe. Every run equals that of a <c>nabla train</c> command line: same data, options and seed, same bytes of the model file.
/// </summary>
/// <param name="host">The host's settings and limits.</param>
public sealed class StudioSession(StudioHost host)
{
    private readonly Stopwatch watch = new();
    private StudioData data = new NamedData("circles");
    private StudioOptions options = StudioOptions.None;
    private DataParts? loaded;
    private StudioRun? run;
    private RunPainter? painter;
    private (int X, int Y)? wantedPlane;
    private int? lookedAt;
    private int runs;
    private double? stepsPerSecond;
    private double due;
    private double speed;

    /// <summary>Whether a run is in progress.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Answers a request. If a request fails, the reply is <see cref="Refused"/> and nothing changes.</summary>
    public IReadOnlyList<StudioReply> Handle(StudioRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Answer(() => request switch
        {
            Hello hello => [this.Offer(), .. this.Begin(hello)],
            Open open => this.OpenNamed(open),
            Change change => this.Set(change),
            Play play => this.Start(play),
            Pause => this.Stop(),
            StepOnce => this.Advance(training => training.Advance()),
            StepEpoch => this.Advance(training => training.GoTo(training.Epoch + 1)),
            GoBack back => this.Advance(training => Back(training, back.Epoch)),
            Restart restart => restart.NewWeights ? this.NewWeights() : this.Advance(training => training.GoTo(0)),
            LookAt look => this.Look(look.Row),
            Watch watched => this.WatchPlane(watched),
            Export export => [this.Take(export.What)],
            _ => [new Refused($"'{request.GetType().Name}' is not a request of the Studio")],
        });
    }

    /// <summary>Answers a request in its JSON form.</summary>
    public IReadOnlyList<StudioReply> Handle(string json)
    {
        try
        {
            return this.Handle(StudioJson.Read(json));
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return [new Refused("the message is not a request of the Studio")];
        }
    }

    /// <summary>Opens a file from memory.</summary>
    /// <param name="name">The file name.</param>
    /// <param name="bytes">The contents; kept, not copied.</param>
    public IReadOnlyList<StudioReply> OpenFile(string name, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(bytes);
        if (bytes.LongLength > host.MostFileBytes)
            return [new Refused($"{name} has {bytes.Length >> 20} MB, and the Studio in {host.Name} opens at most {host.MostFileBytes >> 20} MB: 'nabla studio' on your machine opens larger files")];
        return Answer(() => this.Open(new FileData(Path.GetFileName(name), () => new MemoryStream(bytes, writable: false)), StudioOptions.None));
    }

    /// <summary>Continues a run for some time, at least one step.</summary>
    /// <param name="time">The duration.</param>
    public void Run(TimeSpan time)
    {
        if (!this.IsRunning || this.run is null)
            return;
        TimeSpan since = this.watch.Elapsed;
        this.watch.Restart();
        long steps = 0, most = long.MaxValue;
        if (this.stepsPerSecond is { } limit)
        {
            this.due = Math.Min(this.due + (since.TotalSeconds * limit), Math.Max(1, limit));
            most = (long)this.due;
        }

        while (steps < most && this.watch.Elapsed < time && this.run.Training.Advance())
            steps++;
        this.due -= this.stepsPerSecond is null ? 0 : steps;
        double spent = this.watch.Elapsed.TotalSeconds;
        this.run.Seconds += spent;
        if (this.stepsPerSecond is null && spent > 0)
            this.speed = this.speed == 0 ? steps / spent : (0.8 * this.speed) + (0.2 * steps / spent);
        this.IsRunning = this.run.Training.Stop is null;
    }

    /// <summary>The current state of the run; with the selected row, and when the run is paused or over, the doctor's findings.</summary>
    public IReadOnlyList<StudioReply> Show() => Answer(this.Draw);

    // A request that fails is refused with the message of its exception.
    private static IReadOnlyList<StudioReply> Answer(Func<IReadOnlyList<StudioReply>> what)
    {
        try
        {
            return what();
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidDataException or IOException or UnauthorizedAccessException or NotSupportedException or OutOfMemoryException or OverflowException or InvalidOperationException)
        {
            return [new Refused(Sentence.Of(e).ReplaceLineEndings(" "))];
        }
    }

    private IReadOnlyList<StudioReply> Draw()
    {
        if (this.run is null || this.painter is null)
            return [];
        var replies = new List<StudioReply> { this.painter.Paint(this.IsRunning, this.stepsPerSecond ?? this.speed, this.Command()) };
        if (this.lookedAt is { } row && row < this.run.Rows.Count)
            replies.Add(RowTraces.Of(this.run.Training.Now(), this.run.Rows, row, this.run.Drawn));
        if (!this.IsRunning)
            replies.Add(this.Examine());
        return replies;
    }

    private Offered Offer() => new(
        host.Name,
        host.Threads,
        host.Report is not null,
        [.. NamedData.All.Select(info => new OfferedData(info.Name, info.Description, StudioChoices.Defaults(info.Defaults)))],
        Recipes.All,
        StudioChoices.All);

    private IReadOnlyList<StudioReply> Begin(Hello hello)
    {
        if (this.run is not null && hello.Data is null)
        {
            this.painter!.Forget();
            return [this.Describe(estimate: null), .. this.Show()];
        }

        if (hello.Data is null && host.Data is { } given)
            return this.Open(NamedData.All.Any(info => info.Name == given) ? new NamedData(given) : new FileData(given, () => File.OpenRead(given)), StudioOptions.Parse(hello.Options ?? string.Empty));
        Recipe first = Recipes.All[0];
        return hello.Data is { } name ? this.OpenNamed(new Open(name, hello.Options)) : this.OpenNamed(new Open(first.Data, first.Options));
    }

    private IReadOnlyList<StudioReply> OpenNamed(Open open)
    {
        StudioOptions wanted = StudioOptions.Parse(open.Options ?? string.Empty);
        if (open.Data is not { } name || name == this.data.Argument)
            return this.Open(this.data, wanted);
        return NamedData.All.Any(info => info.Name == name)
            ? this.Open(new NamedData(name), wanted)
            : [new Refused($"there is no data set '{Excerpt.Of(name)}': data sets are {string.Join(", ", NamedData.All.Select(info => info.Name))}; drop a file to open it")];
    }

    private IReadOnlyList<StudioReply> Open(StudioData opened, StudioOptions wanted)
    {
        if (opened != this.data)
            this.wantedPlane = null;
        return this.BeginRun(opened, opened.Complete(wanted));
    }

    private IReadOnlyList<StudioReply> Set(Change change)
    {
        StudioOptions wanted = this.options;
        foreach ((string name, string? value) in change.Options)
            wanted = wanted.With(name, value);
        return this.BeginRun(this.data, this.data.Complete(wanted));
    }

    private IReadOnlyList<StudioReply> NewWeights() => this.BeginRun(this.data, this.options.With("seed", $"{this.options.Seed + 1}"));

    // Everything that can fail runs before anything changes.
    private IReadOnlyList<StudioReply> BeginRun(StudioData opened, StudioOptions wanted)
    {
        DataParts read = opened.Load(wanted);
        var begun = new StudioRun(this.runs + 1, wanted.Split(read), wanted.ToSettings(), host, this.wantedPlane);
        (this.data, this.options, this.loaded, this.run) = (opened, wanted, read, begun);
        (this.painter, this.runs, this.IsRunning, this.speed) = (new RunPainter(begun, host.Threads), begun.Number, false, 0);
        if (this.lookedAt >= begun.Rows.Count)
            this.lookedAt = null;
        return [this.Describe(RunEstimate.Of(begun.Training)), .. this.Show()];
    }

    private Described Describe(TimeSpan? estimate) => RunDescriptions.Of(this.run!, this.data, this.options, this.loaded!.Train, estimate);

    private IReadOnlyList<StudioReply> Start(Play play)
    {
        this.stepsPerSecond = play.StepsPerSecond is > 0 ? play.StepsPerSecond : null;
        this.due = 1;
        this.IsRunning = this.Current().Training.Stop is null;
        this.watch.Restart();
        return this.IsRunning ? [] : this.Show();
    }

    private IReadOnlyList<StudioReply> Stop()
    {
        this.IsRunning = false;
        return this.Show();
    }

    private IReadOnlyList<StudioReply> Advance(Action<TrainingSession> how)
    {
        this.IsRunning = false;
        int epoch = this.Current().Training.Epoch;
        this.watch.Restart();
        how(this.run!.Training);
        this.run.Seconds = this.run.Training.Epoch == 0 ? 0 : this.run.Seconds + this.watch.Elapsed.TotalSeconds;
        if (this.run.Training.Epoch < epoch)
            this.painter!.Forget();
        return this.Show();
    }

    private static void Back(TrainingSession training, int? epoch)
    {
        if (epoch is { } there)
            training.GoTo(Math.Clamp(there, 0, training.Epoch));
        else if (training.Step > 0)
            training.GoTo(training.Epoch, training.Step - 1);
        else if (training.Epoch > 0)
            training.GoTo(training.Epoch - 1, training.StepsPerEpoch - 1);
    }

    private IReadOnlyList<StudioReply> Look(int? row)
    {
        this.lookedAt = row is { } wanted && wanted >= 0 && wanted < this.Current().Rows.Count ? wanted : null;
        return this.lookedAt is { } there ? [RowTraces.Of(this.run!.Training.Now(), this.run.Rows, there, this.run.Drawn)] : [];
    }

    private IReadOnlyList<StudioReply> WatchPlane(Watch watched)
    {
        this.wantedPlane = watched is { X: { } x, Y: { } y } ? (x, y) : null;
        this.Current().Plane = FeaturePlane.Of(this.run!.Parts, this.wantedPlane);
        this.painter!.Forget();
        return [this.Describe(estimate: null), .. this.Show()];
    }

    private Examined Examine()
    {
        StudioRun current = this.Current();
        IReadOnlyList<Finding> findings = current.Training.Epoch == 0 && current.Training.Stop is null
            ? Doctor.Examine(current.Rows.Training)
            : Doctor.Examine(current.Training.Finish(), current.Rows.Parts);
        return new Examined([.. findings.Select(finding => Remedies.Of(finding, current.Training.Plan.Settings))]);
    }

    private Exported Take(string what)
    {
        StudioRun current = this.Current();
        string name = current.Parts.Train.Name, command = this.Command();
        return what switch
        {
            "model" => OfModel(Exports.Bytes(current.Training.Finish())),
            "onnx" => File($"{name}.onnx", Exports.Onnx(current.Training.Finish())),
            "predictions" => File($"{name}-predictions.csv", Exports.Predictions(current.Training.Finish(), current.Parts, host.Threads)),
            "report" when host.Report is { } report => File($"{name}.html", report(current.Training.Finish(), current.Parts)),
            "csharp" => File($"{name}.cs", Exports.Text(CSharpProgram.Of(this.data, EpochsOf(current) is { } epochs ? this.options.With("epochs", $"{epochs}") : this.options, this.loaded!.Test is not null, this.loaded.Train.Task.ToString()))),
            "command" => File($"{name}.sh", Exports.Text($"{command}\n")),
            _ => throw new ArgumentException($"'{Excerpt.Of(what)}' cannot be exported: expected model, onnx, predictions, csharp, command{(host.Report is null ? string.Empty : " or report")}"),
        };

        Exported OfModel(byte[] bytes) => new("model", $"{name}.safetensors", bytes, Exports.Sha256(bytes), command);
        Exported File(string file, byte[] bytes) => new(what, file, bytes, null, command);
    }

    private string Command() => CommandLine.Of(this.data.Argument, this.options, EpochsOf(this.Current()));

    // The epochs of a run that was stopped; null if it ended as its options specify.
    private static int? EpochsOf(StudioRun current) => current.Training.Stop is null ? current.Training.Epoch : null;

    private StudioRun Current() => this.run ?? throw new InvalidOperationException("no data is open: open data first");
}
