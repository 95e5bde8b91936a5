using System.Diagnostics;
using System.Globalization;
using Nabla.Cli.Output;
using Nabla.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Nabla.Cli.Training;

/// <summary>A live view of a run on a terminal: a progress bar, the latest epochs and the loss curve. It stays visible when the run ends.</summary>
internal sealed class LiveView : IProgress<TrainingProgress>
{
    private const int LatestEpochs = 5;
    private const int ChartHeight = 5;
    private const int WidestChart = 72;
    private const int Narrowest = 24;
    private const int BarWidth = 24;

    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    // Headings with the minimum width of the window for each.
    private static readonly (string Heading, int Window, Func<EpochRecord, double?> Value)[] Columns =
    [
        ("loss", 0, record => record.TrainingLoss),
        ("accuracy", 32, record => record.TrainingAccuracy),
        ("validation loss", 54, record => record.ValidationLoss),
        ("validation accuracy", 76, record => record.ValidationAccuracy),
    ];

    private readonly Action<IRenderable> show;
    private readonly int width;
    private ProgressText text = new();
    private bool refit;
    private readonly List<EpochRecord> latest = [];
    private readonly List<double> training = [];
    private readonly List<double> validation = [];
    private long shown;

    /// <summary>Creates a view of a width.</summary>
    public LiveView(Action<IRenderable> show, int width) => (this.show, this.width) = (show, width);

    /// <summary>Runs an action with a view.</summary>
    public static TResult Run<TResult>(TextWriter terminal, Func<IProgress<TrainingProgress>, TResult> run)
    {
        IAnsiConsole console = Streams.Terminal(terminal);
        return console.Live(Text.Empty).Overflow(VerticalOverflow.Crop).Cropping(VerticalOverflowCropping.Top)
            .Start(context => run(new LiveView(context.UpdateTarget, console.Profile.Width)));
    }

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        if (value.IsRefit != this.refit)
            this.Clear(value.IsRefit);
        if (this.latest.Count == 0 || this.latest[^1].Epoch != value.Latest.Epoch)
            this.Add(value.Latest);
        if (value.Fraction < 1 && this.shown != 0 && Stopwatch.GetElapsedTime(this.shown) < Refresh)
            return;
        this.show(this.Render(value));
        this.shown = Stopwatch.GetTimestamp();
    }

    /// <summary>The whole view.</summary>
    public IRenderable Render(TrainingProgress progress)
    {
        List<IRenderable> parts = [this.Bar(progress)];
        if (this.width >= Narrowest)
            parts.Add(this.Table());
        if (this.width >= Narrowest && this.training.Count > 1)
            parts.Add(this.Chart());
        return new Rows(parts);
    }

    private void Clear(bool isRefit)
    {
        (this.text, this.refit) = (new ProgressText(), isRefit);
        this.latest.Clear();
        this.training.Clear();
        this.validation.Clear();
    }

    private void Add(EpochRecord record)
    {
        this.latest.Add(record);
        if (this.latest.Count > LatestEpochs)
            this.latest.RemoveAt(0);
        this.training.Add(record.TrainingLoss);
        this.validation.Add(record.ValidationLoss ?? double.NaN);
    }

    private Paragraph Bar(TrainingProgress progress)
    {
        int done = (int)(BarWidth * progress.Fraction);
        var line = new Paragraph();
        if (this.width >= 2 * BarWidth)
            line.Append(new string('━', done), new Style(Color.Green)).Append(new string('─', BarWidth - done), new Style(Color.Grey)).Append(" ");
        string left = this.text.TimeLeft(progress);
        return line.Append($"{(progress.IsRefit ? "all rows, " : string.Empty)}epoch {progress.Epoch} of {progress.Epochs}{(left.Length > 0 ? $", {left}" : left)}");
    }

    private Spectre.Console.Table Table()
    {
        (string Heading, int, Func<EpochRecord, double?> Value)[] columns =
            [.. Columns.Where(column => column.Window <= this.width && this.latest.Exists(record => column.Value(record) is not null))];
        var table = new Spectre.Console.Table().RoundedBorder();
        foreach (string heading in (string[])["epoch", .. columns.Select(column => column.Heading)])
            table.AddColumn(new TableColumn(heading).RightAligned());
        foreach (EpochRecord record in this.latest)
            table.AddRow([new Text(record.Epoch.ToString(CultureInfo.InvariantCulture)), .. columns.Select(column => new Text(Texts.Number(column.Value(record))))]);
        return table;
    }

    private IRenderable Chart()
    {
        List<(string, Color, IReadOnlyList<double>)> series = [("training", Color.Blue, this.training)];
        if (this.validation.Exists(double.IsFinite))
            series.Add(("validation", Color.Yellow, this.validation));
        return new LossChart(series, Math.Min(this.width, WidestChart), ChartHeight).Render();
    }
}
