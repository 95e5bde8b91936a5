using System.Globalization;
using Nabla.Cli.Output;
using Nabla.Cli.Training;
using Nabla.Data;
using Nabla.Models;
using Nabla.Selection;

namespace Nabla.Cli.Tuning;

/// <summary>Writes the result of a search as text.</summary>
internal static class TuningText
{
    private const int Shown = 5;

    /// <summary>Writes the best trials, their gain on other folds, and the model's scores.</summary>
    public static void Write(TuningResult result, TrainingOutcome outcome, Streams streams)
    {
        TextWriter writer = streams.Out;
        string criterion = Criterion.NameFor(outcome.Model.Task);
        int candidates = result.Trials.Select(trial => trial.Number).Distinct().Count() - 1;
        writer.WriteLine($"tried {Texts.Count(candidates, "candidate")} in {Texts.Duration(outcome.Time)}; the best with all epochs, and the settings as given:");
        writer.WriteLine();
        var table = new Table("trial", criterion, "±", "settings");
        foreach (Trial trial in result.Ranking.Where(trial => trial.Number != 0).Take(Shown).Append(result.Base))
            table.Add(trial.Number.ToString(CultureInfo.InvariantCulture), Texts.Number(trial.Scores?.Test.Mean), Texts.Number(trial.Scores?.Test.Deviation), trial.Candidate.ToString());
        table.Write(streams);
        writer.WriteLine();
        if (result.Ensemble is { } ensemble)
        {
            Ensemble(ensemble, outcome, criterion, streams);
        }
        else if (result.Confirmation is not { } fresh)
        {
            writer.WriteLine("nothing was better than the settings as given");
        }
        else
        {
            (double difference, double standardError) = (fresh.Difference.Mean, fresh.StandardError);
            string verdict = difference > 2 * standardError ? "better by more than chance" : difference < -2 * standardError ? "worse" : "within the range of chance";
            writer.WriteLine(
                $"on other folds: {criterion} {Texts.Number(fresh.Best.Test.Mean)}, as given {Texts.Number(fresh.Base.Test.Mean)}; difference {Texts.Number(difference)} ± {Texts.Number(standardError)}: {verdict}");
        }

        writer.WriteLine();
        bool outOfFold = outcome.Model.Info.Members?[0].Fold is not null;
        Texts.Scores(
            outcome.Model.Task,
            ("train", outcome.Parts.Train.Rows, outcome.Model.Info.Scores.Training),
            (outOfFold ? "out of fold" : "validation", outOfFold ? outcome.Parts.Train.Rows : outcome.Parts.Validation?.Rows ?? outcome.Model.Info.HeldOutRows, outcome.Model.Info.Scores.Validation),
            ("test", outcome.Parts.Test?.Rows, outcome.Model.Info.Scores.Test)).Write(streams);
        writer.WriteLine();
        writer.WriteLine($"{outcome.File.Saved}, SHA-256 {outcome.File.Sha256[..12]}…)");
    }

    private static void Ensemble(EnsembleSelection ensemble, TrainingOutcome outcome, string criterion, Streams streams)
    {
        SelectionInfo info = ensemble.Info;
        string loss = outcome.Model.Task == LearningTask.Regression ? "squared error" : "log-loss";
        streams.Out.WriteLine(
            $"ensemble of {Texts.Count(ensemble.Members.Count, "trial")}, chosen greedily with replacement in {Texts.Count(info.Steps, "step")} by out-of-fold {loss}: {string.Join(", ", ensemble.Members.Select(member => $"trial {member.Trial.Number} ({Texts.Number(member.Weight)})"))}");
        streams.Out.WriteLine(
            $"estimate for new rows, by nested folds: {criterion} {Texts.Number(Criterion.Of(info.Estimate))} ± {Texts.Number(info.Deviation)}; each of {info.Folds} folds evaluates a selection made without its rows. On the rows used for selection it is {Texts.Number(Criterion.Of(info.OnChoosingRows))}, which is too optimistic");
        streams.Out.WriteLine();
        int rows = outcome.Parts.Train.Rows;
        Texts.Scores(
            outcome.Model.Task,
            ("ensemble, nested folds", rows, info.Estimate),
            ("best trial, nested folds", rows, ensemble.BestTrial),
            ("as given, out of fold", rows, ensemble.Given)).Write(streams);
    }
}
