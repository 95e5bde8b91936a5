using System.Globalization;
using Nabla.Cli.Output;
using Nabla.Data;
using Nabla.Selection;
using Spectre.Console;

namespace Nabla.Cli.Tuning;

/// <summary>A live table of the best trials so far, on a terminal.</summary>
internal sealed class TrialTable : IProgress<Trial>
{
    private const int Shown = 10;

    private readonly LiveDisplayContext context;
    private readonly LearningTask task;
    private readonly List<Trial> trials = [];

    private TrialTable(LiveDisplayContext context, LearningTask task) => (this.context, this.task) = (context, task);

    /// <summary>Runs a search with a table, which stays visible at the end.</summary>
    public static TResult Run<TResult>(TextWriter terminal, LearningTask task, Func<IProgress<Trial>, TResult> run)
        => Streams.Terminal(terminal).Live(new Text("first trial")).Start(context => run(new TrialTable(context, task)));

    /// <inheritdoc/>
    public void Report(Trial value)
    {
        this.trials.Add(value);
        var table = new Spectre.Console.Table().RoundedBorder();
        foreach (string heading in (string[])["trial", "epochs", Criterion.NameFor(this.task), "settings"])
            table.AddColumn(heading);
        foreach (Trial trial in this.trials.OrderByDescending(trial => trial.Epochs).ThenByDescending(trial => trial.Score).Take(Shown))
            table.AddRow(new Text(Plain(trial.Number)), new Text(Plain(trial.Epochs)), new Text(TrialLines.Score(trial)), new Text(trial.Candidate.ToString()));
        table.Caption($"{Texts.Count(this.trials.Count, "trial")}, the latest {value.Number}");
        this.context.UpdateTarget(table);

        static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
