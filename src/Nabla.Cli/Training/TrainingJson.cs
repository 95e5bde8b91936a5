using System.Text.Json;
using Nabla.Cli.Output;
using Nabla.Models;

namespace Nabla.Cli.Training;

/// <summary>Writes the result of a run as JSON.</summary>
internal static class TrainingJson
{
    /// <summary>Writes the object.</summary>
    public static void Write(TrainingOutcome outcome, TextWriter target) => JsonResult.Write(target, writer =>
    {
        Model model = outcome.Model;
        writer.WriteData(outcome.Parts.Train, outcome.Rows);

        writer.WriteStartObject("split");
        writer.WriteNumber("train", outcome.Parts.Train.Rows);
        writer.WriteNumber("validation", outcome.Parts.Validation?.Rows ?? 0);
        if (model.Info.HeldOutRows is { } heldOut)
            writer.WriteNumber("heldOut", heldOut);
        writer.WriteNumber("test", outcome.Parts.Test?.Rows ?? 0);
        writer.WriteEndObject();

        writer.WriteStartObject("network");
        writer.WriteStartArray("layers");
        foreach (int size in model.Network.Sizes)
            writer.WriteNumberValue(size);
        writer.WriteEndArray();
        writer.WriteNumber("parameters", model.ParameterCount);
        if (model.Members.Count > 1)
            writer.WriteNumber("members", model.Members.Count);
        if (model.Info.Temperature is { } scaling)
            writer.WriteNumber("temperature", scaling.Temperature);
        writer.WriteEndObject();

        writer.WriteStartObject("training");
        writer.WriteString("optimizer", model.Info.Settings.Training.Optimizer!.Notation.Name);
        writer.WriteNumber("epochs", outcome.Result.Epochs);
        writer.WriteNumber("seconds", outcome.Time.TotalSeconds);
        writer.WriteString("stopReason", JsonNamingPolicy.CamelCase.ConvertName(outcome.Result.Stop.ToString()));
        writer.WriteNumber("chosenEpoch", outcome.Result.ChosenEpoch);
        if (model.Info.HeldOutRows is not null)
            writer.WriteBoolean("refit", model.Info.IsRefit);
        writer.WriteStartArray("lossCurve");
        foreach (double loss in outcome.Result.LossCurve)
            writer.WriteNumberOrNull(loss);
        writer.WriteEndArray();
        writer.WriteHistory(outcome.Result.History);
        writer.WriteEndObject();

        PartScores scores = model.Info.Scores;
        writer.WriteScores("train", model.Task, scores.Training);
        writer.WriteScores("validation", model.Task, scores.Validation, model.Info.SeenValidationRows);
        writer.WriteScores("test", model.Task, scores.Test, model.Info.SeenTestRows);

        if (outcome.Traffic is { } traffic)
            writer.WriteTraffic(traffic);
        if (model.Info.Threshold is { } threshold)
            writer.WriteNumber("threshold", threshold);
        writer.WriteStartObject("model");
        writer.WriteString("path", outcome.File.Path);
        writer.WriteString("sha256", outcome.File.Sha256);
        writer.WriteEndObject();
    });

    private static void WriteTraffic(this Utf8JsonWriter writer, Traffic traffic)
    {
        writer.WriteStartArray("ranks");
        foreach ((long messages, long bytes) in traffic.ByRank)
        {
            writer.WriteStartObject();
            writer.WriteNumber("messagesSent", messages);
            writer.WriteNumber("bytesSent", bytes);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
