using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Nabla.Data;
using Nabla.Models;

namespace Nabla.Cli.Output;

/// <summary>Writes results as one JSON object. Numbers read back to the same bits; numbers that JSON cannot represent are null.</summary>
internal static class JsonResult
{
    /// <summary>Writes an object and a line feed.</summary>
    public static void Write(TextWriter target, Action<Utf8JsonWriter> properties)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            properties(writer);
            writer.WriteEndObject();
        }

        target.Write(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        target.Write('\n');
    }

    /// <summary>Writes "data", the data of training or evaluation.</summary>
    public static void WriteData(this Utf8JsonWriter writer, Dataset data, int rows)
    {
        bool classes = data.Task == LearningTask.Classification;
        writer.WriteStartObject("data");
        writer.WriteString("name", data.Name);
        writer.WriteNumber("rows", rows);
        writer.WriteNumber("features", data.FeatureNames.Count);
        writer.WriteString("task", Texts.Task(data.Task));
        if (classes)
            writer.WriteNumber("classes", data.ClassNames.Count);
        else
            writer.WriteNull("classes");
        writer.WriteEndObject();
    }

    /// <summary>Writes the scores of a part, or null.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="part">The name of the part.</param>
    /// <param name="task">The learning task.</param>
    /// <param name="scores">The scores.</param>
    /// <param name="seen">The number of rows of the part that the model was trained on.</param>
    public static void WriteScores(this Utf8JsonWriter writer, string part, LearningTask task, Scores? scores, int seen = 0)
    {
        if (scores is null)
        {
            writer.WriteNull(part);
            return;
        }

        writer.WriteStartObject(part);
        if (seen > 0)
        {
            writer.WriteBoolean("seen", true);
            writer.WriteNumber("seenRows", seen);
        }

        writer.WriteNumberOrNull("loss", scores.Loss);
        if (task != LearningTask.Regression)
        {
            writer.WriteNumberOrNull("accuracy", scores.Accuracy);
            if (task == LearningTask.MultiLabel)
                writer.WriteNumberOrNull("labelAccuracy", scores.LabelAccuracy);
        }
        else
        {
            writer.WriteNumberOrNull("rSquared", scores.RSquared);
            writer.WriteNumberOrNull("rootMeanSquaredError", scores.RootMeanSquaredError);
            writer.WriteNumberOrNull("meanAbsoluteError", scores.MeanAbsoluteError);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes a property with a list of texts.</summary>
    public static void WriteTexts(this Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    /// <summary>Writes a property with a number.</summary>
    public static void WriteNumberOrNull(this Utf8JsonWriter writer, string name, double? value)
    {
        writer.WritePropertyName(name);
        writer.WriteNumberOrNull(value);
    }

    /// <summary>Writes a number.</summary>
    public static void WriteNumberOrNull(this Utf8JsonWriter writer, double? value)
    {
        if (value is { } number && double.IsFinite(number))
            writer.WriteNumberValue(number);
        else
            writer.WriteNullValue();
    }
}
