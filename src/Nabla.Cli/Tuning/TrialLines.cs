using Nabla.Cli.Output;
using Nabla.Data;
using Nabla.Selection;

namespace Nabla.Cli.Tuning;

/// <summary>Prints a line for each trial.</summary>
internal sealed class TrialLines(TextWriter writer, LearningTask task) : IProgress<Trial>
{
    /// <summary>The score of a trial as text.</summary>
    public static string Score(Trial trial)
        => trial.Scores is null ? $"refused: {trial.Refusal}" : $"{Texts.Number(trial.Scores.Test.Mean)} ± {Texts.Number(trial.Scores.Test.Deviation)}";

    /// <inheritdoc/>
    public void Report(Trial value)
        => writer.WriteLine($"trial {value.Number}, {Texts.Count(value.Epochs, "epoch")}: {Criterion.NameFor(task)} {Score(value)}  {value.Candidate}");
}
