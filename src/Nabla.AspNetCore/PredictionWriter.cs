using System.Buffers;
using System.Text.Json;
using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.AspNetCore;

/// <summary>Writes the response: <c>{"predictions":[…]}</c>, with probabilities, intervals and sets if requested.</summary>
internal static class PredictionWriter
{
    /// <summary>Predicts rows and writes the response.</summary>
    /// <exception cref="BadRequestException">The prediction of a row is not finite.</exception>
    public static void Write(Model model, ReadOnlyMatrixView<double> features, PredictionForm form, IBufferWriter<byte> target)
    {
        using var writer = new Utf8JsonWriter(target, new JsonWriterOptions { SkipValidation = true });
        writer.WriteStartObject();
        writer.WriteStartArray("predictions");
        Matrix<double>? probabilities = model.Task == LearningTask.Regression ? null : Finite(model.PredictProbabilities(features));
        switch (model.Task)
        {
            case LearningTask.Classification:
                foreach (int index in model.PredictClassIndices(features))
                    writer.WriteStringValue(model.ClassNames[index]);
                break;
            case LearningTask.MultiLabel:
                WriteRows(writer, model.PredictLabels(features), model.Info.TargetNames, (json, value) => json.WriteBooleanValue(value == 1));
                break;
            default:
                Matrix<double> values = Finite(model.PredictValues(features));
                if (values.Columns == 1)
                {
                    foreach (double value in values.Data)
                        writer.WriteNumberValue(value);
                }
                else
                {
                    WriteRows(writer, values, model.Info.TargetNames, (json, value) => json.WriteNumberValue(value));
                }

                break;
        }

        writer.WriteEndArray();
        if (form.Probabilities)
        {
            writer.WriteStartArray("probabilities");
            WriteRows(writer, probabilities!, model.Task == LearningTask.Classification ? model.ClassNames : model.Info.TargetNames, (json, value) => json.WriteNumberValue(value));
            writer.WriteEndArray();
        }

        if (form.Intervals)
            WriteIntervals(writer, model, features);
        if (form.Sets)
            WriteSets(writer, model.PredictSets(features));
        writer.WriteEndObject();
    }

    private static void WriteIntervals(Utf8JsonWriter writer, Model model, ReadOnlyMatrixView<double> features)
    {
        (Matrix<double> low, Matrix<double> high) = model.PredictIntervals(features);
        (low, high) = (Finite(low), Finite(high));
        IReadOnlyList<string> targets = model.Info.TargetNames;
        writer.WriteStartArray("intervals");
        for (int row = 0; row < low.Rows; row++)
        {
            writer.WriteStartObject();
            for (int target = 0; target < targets.Count; target++)
            {
                if (targets.Count > 1)
                    writer.WriteStartObject(targets[target]);
                writer.WriteNumber("low", low.Row(row)[target]);
                writer.WriteNumber("high", high.Row(row)[target]);
                if (targets.Count > 1)
                    writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteSets(Utf8JsonWriter writer, IReadOnlyList<string>[] sets)
    {
        writer.WriteStartArray("sets");
        foreach (IReadOnlyList<string> set in sets)
        {
            writer.WriteStartArray();
            foreach (string name in set)
                writer.WriteStringValue(name);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void WriteRows(Utf8JsonWriter writer, Matrix<double> values, IReadOnlyList<string> names, Action<Utf8JsonWriter, double> write)
    {
        for (int row = 0; row < values.Rows; row++)
        {
            writer.WriteStartObject();
            for (int i = 0; i < names.Count; i++)
            {
                writer.WritePropertyName(names[i]);
                write(writer, values.Row(row)[i]);
            }

            writer.WriteEndObject();
        }
    }

    // Numbers too large for the network's number type become infinite, which JSON cannot represent.
    private static Matrix<double> Finite(Matrix<double> values)
    {
        int bad = Array.FindIndex(values.Data, value => !double.IsFinite(value));
        return bad < 0 ? values : throw new BadRequestException($"row {bad / values.Columns}: the values are so large that the prediction is not a finite number") { Row = bad / values.Columns };
    }
}
