using Nabla.Cli.Output;
using Nabla.Training;
using Spectre.Console;

namespace Nabla.Cli.Training;

/// <summary>Progress as a bar on a terminal, with loss, accuracy and time left.</summary>
internal sealed class ProgressBar(ProgressTask task) : IProgress<TrainingProgress>
{
    private readonly ProgressText text = new();

    /// <summary>Runs something under a bar, which is gone when it ends.</summary>
    public static TResult Run<TResult>(TextWriter terminal, Func<IProgress<TrainingProgress>, TResult> run) => Streams.Terminal(terminal)
        .Progress()
        .AutoClear(true)
        .Columns(new ProgressBarColumn { Width = 24 }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .Start(context => run(new ProgressBar(context.AddTask("starting", maxValue: 1))));

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        task.Value = value.Fraction;
        task.Description = $"epoch {value.Epoch} of {value.Epochs}  {ProgressText.Scores(value.Latest)}  {this.text.TimeLeft(value)}";
    }
}
