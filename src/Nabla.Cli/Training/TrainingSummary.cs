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
        if (model.Members.Count > 1)
            Members(model, outcome, writer);
        else
            One(outcome, writer);
        if (model.Info.Temperature is { } scaling)
            writer.WriteLine(Invariant($"temperature {scaling.Temperature:0.###}: log-loss {scaling.LogLossBefore:0.###} to {scaling.LogLossAfter:0.###} on {scaling.Rows} rows that the networks judged were not trained on"));
        if (model.Info.Conformal is { } conformal)
            writer.WriteLine(Invariant($"{(conformal.SetScore is null ? "intervals" : "sets")} of {conformal.Level} by {conformal.Rows} rows that the networks judged were not trained on"));
        writer.WriteLine();
        Texts.Scores(
            model.Task,
            ("train", parts.Train.Rows, scores.Training),
            (model.Info.Members?[0].Fold is null ? "validation" : "out of fold", parts.Validation?.Rows ?? (model.Info.Members?[0].Fold is null ? null : parts.Train.Rows), scores.Validation),
            ("test", parts.Test?.Rows, scores.Test)).Write(streams);

        if (model.Task == LearningTask.Classification)
            Confusions.Write(model, parts.Test ?? parts.Validation ?? parts.Train, streams);

        string path = Texts.Quoted(outcome.Path);
        writer.WriteLine();
        writer.WriteLine($"saved {path} ({Texts.Count(new FileInfo(outcome.Path).Length)} bytes, SHA-256 {outcome.Sha256[..12]}…)");
        writer.WriteLine($"next: nabla predict {path} {Texts.Quoted(data)}");
    }

    private static void One(TrainingOutcome outcome, TextWriter writer)
    {
        string chosen = outcome.Result.ChosenEpoch == outcome.Result.Epochs ? string.Empty : $"; the model is that of epoch {Texts.Count(outcome.Result.ChosenEpoch)}";
        writer.WriteLine($"trained {Texts.Count(outcome.Result.Epochs, "epoch")} in {Texts.Duration(outcome.Time)}: {outcome.Result.StopMessage}{chosen}");
    }

    private static void Members(Model model, TrainingOutcome outcome, TextWriter writer)
        => writer.WriteLine($"trained {Texts.Count(model.Members.Count, "network")} in {Texts.Duration(outcome.Time)}; epochs {string.Join(", ", model.Members.Select(member => Texts.Count(member.Info.ChosenEpoch)))}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
