using Nabla.Training;

namespace Nabla.Cli.Training;

/// <summary>Prints progress as lines, at an interval of epochs and for the last one.</summary>
internal sealed class ProgressLines(TextWriter writer, int every) : IProgress<TrainingProgress>
{
    private ProgressText text = new();
    private bool refit;

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        if (value.Step != 0 || (value.Epoch % every != 0 && value.Epoch != value.Epochs))
            return;
        if (value.IsRefit != this.refit)
            (this.text, this.refit) = (new ProgressText(), value.IsRefit);
        string left = this.text.TimeLeft(value);
        writer.WriteLine($"{(value.IsRefit ? "all rows, " : string.Empty)}epoch {value.Epoch} of {value.Epochs}: {ProgressText.Scores(value.Latest)}{(left.Length > 0 ? $"; {left}" : left)}");
    }
}
