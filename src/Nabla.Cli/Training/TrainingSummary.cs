using Nabla.Cli.Output;
using Nabla.Data;
using Nabla.Models;

namespace Nabla.Cli.Training;

/// <summary>Writes the result of a run as text: scores, confusions, the file and a next step.</summary>
internal static class TrainingSummary
{
    /// <summary>Writes the summary.</summary>
    /// <param name="outcome">The run.</param>
    /// <param name="data">The data argument of the command line.</param>
    /// <param name="streams">The streams to write to.</param>
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
            writer.WriteLine(Invariant($"temperature {scaling.Temperature:0.###}: log-loss {scaling.LogLossBefore:0.###} to {scaling.LogLossAfter:0.###} on {scaling.Rows} rows, each judged by networks that were not trained on it"));
        if (model.Info.Conformal is { } conformal)
            writer.WriteLine(Invariant($"{(conformal.SetScore is null ? "intervals" : "sets")} of {conformal.Level} by {conformal.Rows} rows, each judged by networks that were not trained on it{(model.Info.Widths is { } widths ? $"; their widths are those of a second network, of epoch {widths.ChosenEpoch}" : string.Empty)}"));
        writer.WriteLine();
        bool outOfFold = model.Info.Members?[0].Fold is not null;
        Texts.Scores(
            model.Task,
            ("train", parts.Train.Rows, scores.Training),
            (outOfFold ? "out of fold" : Named("validation", model.Info.SeenValidationRows), outOfFold ? parts.Train.Rows : parts.Validation?.Rows ?? model.Info.HeldOutRows, scores.Validation),
            (Named("test", model.Info.SeenTestRows), parts.Test?.Rows, scores.Test)).Write(streams);
        if (HeldOut(model.Info) is { } heldOut)
            writer.WriteLine(heldOut);
        if (model.Info.SeenTestRows > 0)
            writer.WriteLine($"{Texts.Count(model.Info.SeenTestRows)} of {Texts.Count(parts.Test!.Rows, "row")} of the test part were used to train this model or an earlier one, as far as is known: the score does not show how good it is on new rows");

        if (model.Info.Threshold is { } threshold)
            writer.WriteLine(FormattableString.Invariant($"'{model.ClassNames[1]}' is predicted above a probability of {threshold:0.####}"));
        if (model.Task == LearningTask.Classification)
            Confusions.Write(model, parts.Test ?? parts.Validation ?? parts.Train, streams);

        string path = Texts.Quoted(outcome.File.Path);
        writer.WriteLine();
        writer.WriteLine($"{outcome.File.Saved}, SHA-256 {outcome.File.Sha256[..12]}…)");
        writer.WriteLine($"next: nabla predict {path} {Texts.Quoted(data)}");
    }

    private static string? HeldOut(ModelInfo info) => info switch
    {
        { HeldOutRows: null } => null,
        { IsRefit: true, Scores.Validation: not null } => "the validation score is from the run that chose the number of epochs, which did not train on those rows",
        { IsRefit: true } => null,
        { Members: not null } => "not all networks were retrained on all rows: some were cut short",
        _ => "the model was not retrained on all rows: it was not trained on the validation rows",
    };

    private static void One(TrainingOutcome outcome, TextWriter writer)
    {
        string chosen = outcome.Model.Info.IsRefit
            ? $"; epoch {Texts.Count(outcome.Result.ChosenEpoch)} was best; the model is retrained on all rows for as many"
            : outcome.Result.ChosenEpoch == outcome.Result.Epochs ? string.Empty : $"; the model is that of epoch {Texts.Count(outcome.Result.ChosenEpoch)}";
        writer.WriteLine($"trained {Texts.Count(outcome.Result.Epochs, "epoch")} in {Texts.Duration(outcome.Time)}: {outcome.Result.StopMessage}{chosen}");
    }

    private static void Members(Model model, TrainingOutcome outcome, TextWriter writer)
        => writer.WriteLine($"trained {Texts.Count(model.Members.Count, "network")} in {Texts.Duration(outcome.Time)}; epochs {string.Join(", ", model.Members.Select(member => Texts.Count(member.Info.ChosenEpoch)))}{(model.Info.IsRefit ? ", for which each is retrained on all rows" : string.Empty)}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static string Named(string part, int seen) => seen > 0 ? $"{part} (seen)" : part;
}
