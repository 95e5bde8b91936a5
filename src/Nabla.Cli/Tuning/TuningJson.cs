using System.Text.Json;
using Nabla.Cli.Output;
using Nabla.Cli.Training;
using Nabla.Data;
using Nabla.Selection;

namespace Nabla.Cli.Tuning;

/// <summary>Writes the result of a search as JSON.</summary>
internal static class TuningJson
{
    /// <summary>Writes the object.</summary>
    public static void Write(TuningResult result, TrainingOutcome outcome, TextWriter target) => JsonResult.Write(target, writer =>
    {
        LearningTask task = outcome.Model.Task;
        writer.WriteData(outcome.Parts.Train, outcome.Rows);
        writer.WriteString("criterion", Criterion.NameFor(task));
        writer.WriteStartArray("trials");
        foreach (Trial trial in result.Trials)
            writer.WriteTrial(trial);
        writer.WriteEndArray();
        writer.WriteNumber("best", result.Best.Number);
        if (result.Confirmation is { } confirmation)
        {
            writer.WriteStartObject("confirmation");
            writer.WriteNumberOrNull("best", confirmation.Best.Test.Mean);
            writer.WriteNumberOrNull("asGiven", confirmation.Base.Test.Mean);
            writer.WriteNumberOrNull("difference", confirmation.Difference.Mean);
            writer.WriteNumberOrNull("standardError", confirmation.StandardError);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNull("confirmation");
        }

        if (result.Ensemble is { } ensemble)
            writer.WriteEnsemble(ensemble, task);
        writer.WriteScores("train", task, outcome.Model.Info.Scores.Training);
        writer.WriteScores("validation", task, outcome.Model.Info.Scores.Validation);
        writer.WriteScores("test", task, outcome.Model.Info.Scores.Test);
        writer.WriteStartObject("model");
        writer.WriteString("path", outcome.File.Path);
        writer.WriteString("sha256", outcome.File.Sha256);
        writer.WriteEndObject();
    });

    private static void WriteEnsemble(this Utf8JsonWriter writer, EnsembleSelection ensemble, LearningTask task)
    {
        writer.WriteStartObject("ensemble");
        writer.WriteStartArray("members");
        foreach (ChosenTrial member in ensemble.Members)
        {
            writer.WriteStartObject();
            writer.WriteNumber("trial", member.Trial.Number);
            writer.WriteNumber("weight", member.Weight);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("method", "greedy selection with replacement, by out-of-fold predictions");
        writer.WriteString("estimateBy", $"nested folds: each of {ensemble.Info.Folds} folds evaluates a selection made without its rows");
        writer.WriteSelection(ensemble.Info, task);
        writer.WriteScores("bestTrial", task, ensemble.BestTrial);
        writer.WriteScores("asGiven", task, ensemble.Given);
        writer.WriteEndObject();
    }

    private static void WriteTrial(this Utf8JsonWriter writer, Trial trial)
    {
        writer.WriteStartObject();
        writer.WriteNumber("trial", trial.Number);
        writer.WriteNumber("epochs", trial.Epochs);
        writer.WriteStartObject("settings");
        foreach ((string name, string value) in trial.Candidate.Values)
            writer.WriteString(name, value);
        writer.WriteEndObject();
        writer.WriteNumberOrNull("score", trial.Scores?.Test.Mean);
        writer.WriteNumberOrNull("deviation", trial.Scores?.Test.Deviation);
        writer.WriteNumberOrNull("trainingScore", trial.Scores?.Training.Mean);
        writer.WriteString("refusal", trial.Refusal);
        writer.WriteEndObject();
    }
}
