using Nabla.Cli.Output;
using Nabla.Data;
using Nabla.Models;

namespace Nabla.Cli.Training;

/// <summary>The result of a run for a person: scores, what was confused, the file, and what to do next.</summary>
internal static class TrainingSummary
{
    /// <summary>Writes the summary.</summary>
    /// <param name="outcome">The run.</param>
    /// <param name="data">The data as named on the command line.</param>
    /// <param name="streams">Where to.</param>
    public static void Write(TrainingOutcome outcome, string data, Streams streams)
    {
        (Model model, DataParts parts) = (outcome.Model, outcome.Parts);
        PartScores scores = model.Info.Scores;
        TextWriter writer = streams.Out;
        writer.WriteLine($"network {Texts.Network(model.Network)}");
        string chosen = model.Info.HeldOutRows is not null
            ? $"; epoch {Texts.Count(outcome.Result.ChosenEpoch)} was best, and the model is trained anew on all rows for as many"
            : outcome.Result.ChosenEpoch == outcome.Result.Epochs ? string.Empty : $"; the model is that of epoch {Texts.Count(outcome.Result.ChosenEpoch)}";
        writer.WriteLine($"trained {Texts.Count(outcome.Result.Epochs, "epoch")} in {Texts.Duration(outcome.Time)}: {outcome.Result.StopMessage}{chosen}");
        writer.WriteLine();
        Texts.Scores(
            model.Task,
            ("train", parts.Train.Rows, scores.Training),
            ("validation", parts.Validation?.Rows ?? model.Info.HeldOutRows, scores.Validation),
            ("test", parts.Test?.Rows, scores.Test)).Write(streams);

        if (model.Info.HeldOutRows is not null)
            writer.WriteLine("validation is of the run that chose the number of epochs, which did not train on those rows");

        if (model.Task == LearningTask.Classification)
            Confusions.Write(model, parts.Test ?? parts.Validation ?? parts.Train, streams);

        string path = Texts.Quoted(outcome.Path);
        writer.WriteLine();
        writer.WriteLine($"saved {path} ({Texts.Count(new FileInfo(outcome.Path).Length)} bytes, SHA-256 {outcome.Sha256[..12]}…)");
        writer.WriteLine($"next: nabla predict {path} {Texts.Quoted(data)}");
    }
}
