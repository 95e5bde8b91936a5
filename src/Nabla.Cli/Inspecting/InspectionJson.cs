using System.Text.Json;
using Nabla.Cli.Output;
using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Cli.Inspecting;

/// <summary>Writes the contents of a model file as JSON.</summary>
internal static class InspectionJson
{
    /// <summary>Writes the object.</summary>
    public static void Write(Model model, TextWriter target) => JsonResult.Write(target, writer =>
    {
        (ModelInfo info, MlpSettings settings) = (model.Info, model.Info.Settings);
        writer.WriteString("version", info.LibraryVersion);
        writer.WriteString("data", info.DataName);
        writer.WriteString("task", Texts.Task(model.Task));
        writer.WriteTexts("features", info.FeatureNames);
        writer.WriteTexts("classes", info.ClassNames);
        writer.WriteTexts("targets", model.Target?.Names ?? info.TargetNames);
        writer.WriteString("dataFingerprint", info.DataFingerprint);
        writer.WriteProvenance(info.Provenance);
        writer.WriteColumns(model.Preprocessor);
        writer.WriteNetwork(model);
        writer.WriteTraining(info);
        writer.WriteStartObject("regularizers");
        foreach ((string name, string value) in Regularizers.Of(settings, info.Scores.Validation is not null))
            writer.WriteString(name, value);
        writer.WriteEndObject();
        writer.WriteMembers(info);
        writer.WriteUncertainty(model);
        if (info.Selection is { } selection)
        {
            writer.WriteStartObject("selection");
            writer.WriteSelection(selection, model.Task);
            writer.WriteEndObject();
        }

        writer.WriteScores("train", model.Task, info.Scores.Training);
        writer.WriteScores("validation", model.Task, info.Scores.Validation);
        writer.WriteScores("test", model.Task, info.Scores.Test);
    });

    private static void WriteProvenance(this Utf8JsonWriter writer, Provenance? provenance)
    {
        if (provenance is null)
        {
            writer.WriteNull("provenance");
            return;
        }

        writer.WriteStartObject("provenance");
        writer.WriteString("training", provenance.Training.Sha256);
        writer.WriteString("validation", provenance.Validation?.Sha256);
        writer.WriteString("test", provenance.Test?.Sha256);
        writer.WriteString("settings", provenance.SettingsSha256);
        writer.WriteString("parameters", provenance.ParametersSha256);
        writer.WriteString("startingModel", provenance.StartingModel);
        writer.WriteBoolean("repeatable", provenance.Repeatable);
        writer.WriteEndObject();
    }

    private static void WriteColumns(this Utf8JsonWriter writer, Preprocessor preprocessor)
    {
        writer.WriteString("scaler", preprocessor.Scaler.Method.ToString().ToLowerInvariant());
        writer.WriteStartArray("columns");
        for (int i = 0; i < preprocessor.ColumnCount; i++)
        {
            var fact = ColumnFact.Of(preprocessor, i);
            writer.WriteStartObject();
            writer.WriteString("name", fact.Name);
            writer.WriteString("kind", fact.Kind);
            writer.WriteNumberOrNull("levels", fact.Levels);
            writer.WriteString("missing", fact.Missing);
            writer.WriteTexts("features", fact.Features);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteNetwork(this Utf8JsonWriter writer, Model model)
    {
        writer.WriteStartObject("network");
        writer.WriteNumber("inputs", model.Network.Sizes[0]);
        writer.WriteStartArray("layers");
        foreach (NumberedLayer layer in model.Network.NumberedLayers)
        {
            writer.WriteStartObject();
            writer.WriteNumber("units", layer.Units);
            writer.WriteString("activation", layer.Activation.ToString());
            writer.WriteBoolean("bias", layer.Bias);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("loss", model.Network.Loss.ToString());
        writer.WriteNumber("parameters", model.ParameterCount);
        writer.WriteString("precision", Texts.Precision(model.Precision));
        writer.WriteEndObject();
    }

    private static void WriteTraining(this Utf8JsonWriter writer, ModelInfo info)
    {
        TrainingSettings training = info.Settings.Training;
        writer.WriteStartObject("training");
        writer.WriteString("optimizer", training.Optimizer!.ToString());
        bool byBatch = training.Optimizer is UpdateRule;
        writer.WriteNumberOrNull("learningRate", byBatch ? training.EffectiveLearningRate : null);
        writer.WriteNumberOrNull("batchSize", byBatch ? training.BatchSize : null);
        writer.WriteNumber("seed", info.Settings.Seed);
        writer.WriteNumberOrNull("validationSize", info.Split?.ValidationFraction);
        writer.WriteNumberOrNull("testSize", info.Split?.TestFraction);
        writer.WriteNumberOrNull("epochs", info.History.Count > 0 ? info.History[^1].Epoch : null);
        writer.WriteNumber("chosenEpoch", info.ChosenEpoch);
        if (info.HeldOutRows is { } heldOut)
        {
            writer.WriteNumber("heldOutRows", heldOut);
            writer.WriteBoolean("refit", info.IsRefit);
        }

        writer.WriteString("stopReason", JsonNamingPolicy.CamelCase.ConvertName(info.Stop.ToString()));
        writer.WriteHistory(info.History);
        writer.WriteEndObject();
    }

    private static void WriteMembers(this Utf8JsonWriter writer, ModelInfo info)
    {
        if (info.Members is null)
            return;
        writer.WriteStartArray("members");
        foreach (MemberInfo member in info.Members)
        {
            writer.WriteStartObject();
            writer.WriteNumber("weight", member.Weight);
            writer.WriteNumberOrNull("fold", member.Fold);
            writer.WriteNumber("seed", member.Settings.Seed);
            writer.WriteNumber("chosenEpoch", member.ChosenEpoch);
            writer.WriteNumberOrNull("heldOutRows", member.HeldOutRows);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteUncertainty(this Utf8JsonWriter writer, Model model)
    {
        ModelInfo info = model.Info;
        if (info.Threshold is { } threshold)
            writer.WriteNumber("threshold", threshold);
        if (info.Temperature is { } temperature)
        {
            writer.WriteStartObject("temperature");
            writer.WriteNumber("value", temperature.Temperature);
            writer.WriteNumber("rows", temperature.Rows);
            writer.WriteEndObject();
        }

        if (info.Conformal is not { } conformal)
            return;
        writer.WriteStartObject(conformal.SetScore is null ? "intervals" : "sets");
        writer.WriteNumber("level", conformal.Level);
        writer.WriteNumber("rows", conformal.Rows);
        if (conformal.SetScore is { } score)
        {
            writer.WriteString("score", score.ToString().ToLowerInvariant());
            writer.WriteBoolean("byClass", conformal.ByClass);
            writer.WriteBoolean("randomized", conformal.Seed is not null);
        }

        if (model.Widths is { } widths)
        {
            writer.WriteStartObject("widths");
            writer.WriteStartArray("sizes");
            foreach (int size in widths.Spec.Sizes)
                writer.WriteNumberValue(size);
            writer.WriteEndArray();
            writer.WriteNumber("chosenEpoch", info.Widths!.ChosenEpoch);
            writer.WriteNumberOrNull("heldOutRows", info.Widths.HeldOutRows);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
