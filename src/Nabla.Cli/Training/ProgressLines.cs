using Nabla.Training;

namespace Nabla.Cli.Training;

/// <summary>Progress as lines: one every so many epochs, and for the last.</summary>
internal sealed class ProgressLines(TextWriter writer, int every) : IProgress<TrainingProgress>
{
    private readonly ProgressText text = new();

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        if (value.Step != 0 || (value.Epoch % every != 0 && value.Epoch != value.Epochs))
            return;
        string left = this.text.TimeLeft(value);
        writer.WriteLine($"epoch {value.Epoch} of {value.Epochs}: {ProgressText.Scores(value.Latest)}{(left.Length > 0 ? $"; {left}" : left)}");
    }
}
