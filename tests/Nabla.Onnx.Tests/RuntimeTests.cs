using System.Text.Json.Nodes;
using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;
using Nabla.Tests;

namespace Nabla.Onnx.Tests;

/// <summary>What Nabla writes is right where ONNX Runtime gives what Nabla gives.</summary>
[Trait("Category", "Slow")]
public class RuntimeTests
{
    // Single precision and other sums in ONNX Runtime.
    private const double Tolerance = 2e-5;

    [Fact]
    public void Models_of_numbers_give_what_Nabla_gives()
    {
        OnnxRuntime.SkipUnlessThere();
        (string Name, Model Model, Dataset Rows)[] samples = [.. Samples.OfNumbers()];
        JsonObject[] outputs = OnnxRuntime.Outputs(samples.Select(sample => (OnnxModel.From(sample.Model), Feeds(sample.Rows.Features))));
        for (int i = 0; i < samples.Length; i++)
            Check(samples[i].Name, samples[i].Model, samples[i].Rows.Features, outputs[i]);
    }

    [Fact]
    public void Models_of_tables_give_what_Nabla_gives_for_gaps_and_unknown_texts_too()
    {
        OnnxRuntime.SkipUnlessThere();
        (string Name, Model Model, Table Rows)[] samples = [.. Samples.OfTables()];
        JsonObject[] outputs = OnnxRuntime.Outputs(samples.Select(sample => (OnnxModel.From(sample.Model), Feeds(sample.Model, sample.Rows))));
        for (int i = 0; i < samples.Length; i++)
            Check(samples[i].Name, samples[i].Model, samples[i].Model.Encode(samples[i].Rows), outputs[i]);
    }

    [Fact]
    public void The_program_of_the_guide_works()
    {
        OnnxRuntime.SkipUnlessThere();
        Model digits = new MlpClassifier(new() { Training = new() { Epochs = 5 } }).Fit(Datasets.Digits());
        double[] image = [.. Enumerable.Repeat(8.0, 64)];
        double[] probabilities = digits.PredictProbabilities(new Matrix<double>(image, 1, 64)).Data;
        string program = Assert.Single(Document.All.Single(document => document.Name == "docs/guide/onnx.md").Blocks("js"));
        string printed = OnnxRuntime.Print(program, "digits.onnx", OnnxModel.From(digits));
        Assert.StartsWith(FormattableString.Invariant($"a {probabilities.IndexOf(probabilities.Max())}, with probability {probabilities.Max():F3}"), printed, StringComparison.Ordinal);
    }

    private static void Check(string name, Model model, Matrix<double> rows, JsonObject outputs)
    {
        string[] names = [.. OnnxModel.From(model).Outputs.Select(output => output.Name)];
        Assert.Equal(names.Order(StringComparer.Ordinal), outputs.Select(output => output.Key).Order(StringComparer.Ordinal));
        Matrix<double> expected = model.Task == LearningTask.Regression ? model.PredictValues(rows) : model.PredictProbabilities(rows);
        string asked = names.Single(output => output.StartsWith(model.Task == LearningTask.Regression ? "values" : "probabilities", StringComparison.Ordinal));
        double[] actual = Numbers(outputs[asked]!);
        Assert.Equal([expected.Rows, expected.Columns], outputs[asked]!["dims"]!.AsArray().Select(n => (int)n!));
        for (int i = 0; i < actual.Length; i++)
            Assert.True(Math.Abs(actual[i] - expected.Data[i]) <= Tolerance * Math.Max(1, Math.Abs(expected.Data[i])), $"{name}: {actual[i]} is not {expected.Data[i]}");

        if (model.Task == LearningTask.Classification)
            Assert.Equal(model.PredictClassIndices(rows).Select(label => model.ClassNames[label]), outputs[names[0]]!["data"]!.AsArray().Select(n => (string)n!));
        else if (model.Task == LearningTask.MultiLabel)
            Assert.Equal(model.PredictLabels(rows).Data, Numbers(outputs[names[0]]!));
        Assert.Equal(model.Info.Conformal?.Thresholds() is not null, names.Contains("low") || names.Contains("set"));
        if (names.Contains("low"))
        {
            (Matrix<double> low, Matrix<double> high) = model.PredictIntervals(rows);
            Near(low.Data, Numbers(outputs["low"]!));
            Near(high.Data, Numbers(outputs["high"]!));
        }
        else if (names.Contains("set"))
        {
            // A class at the edge may be on the other side in single precision.
            double[] sets = [.. model.PredictSets(rows).SelectMany(set => model.ClassNames.Select(one => set.Contains(one) ? 1.0 : 0))], found = Numbers(outputs["set"]!);
            Assert.InRange(sets.Zip(found).Count(pair => pair.First != pair.Second), 0, sets.Length / 100);
        }

        static void Near(double[] wanted, double[] found)
        {
            for (int i = 0; i < wanted.Length; i++)
                Assert.Equal(wanted[i], found[i], Tolerance * Math.Max(1, Math.Abs(wanted[i])));
        }
    }

    private static double[] Numbers(JsonNode output) => [.. output["data"]!.AsArray().Select(n => (double)n!)];

    private static JsonObject Feeds(Matrix<double> features)
        => new() { ["features"] = Feed("float32", features.Rows, features.Columns, features.Data.Select(value => (JsonNode)value)) };

    // Each input that the model asks for: a column by its name, or a part of a date.
    private static JsonObject Feeds(Model model, Table table)
    {
        var feeds = new JsonObject();
        foreach (OnnxValue input in OnnxModel.From(model).Inputs)
        {
            IEnumerable<JsonNode?> values = input.Type == OnnxType.Text
                ? Enumerable.Range(0, table.Rows).Select(row => (JsonNode)(table[input.Name].Text(row) ?? string.Empty))
                : Values(input.Name).Select(value => double.IsNaN(value) ? null : (JsonNode)value);
            feeds[input.Name] = Feed(input.Type == OnnxType.Text ? "string" : "float32", table.Rows, 1, values);
        }

        return feeds;

        double[] Values(string name) => name.StartsWith("born ", StringComparison.Ordinal)
            ? Array.ConvertAll(table["born"].Values.ToArray(), value => Part(name["born ".Length..], value))
            : table[name].Values.ToArray();
    }

    private static double Part(string part, double date) => double.IsNaN(date) ? double.NaN : part switch
    {
        "year" => DateValue.ToDate(date).Year,
        "month" => DateValue.ToDate(date).Month,
        "weekday" => ((int)DateValue.ToDate(date).DayOfWeek + 6) % 7, // 0 is Monday
        _ => throw new ArgumentException(part, nameof(part)),
    };

    private static JsonObject Feed(string type, int rows, int columns, IEnumerable<JsonNode?> data)
        => new() { ["type"] = type, ["dims"] = new JsonArray(rows, columns), ["data"] = new JsonArray([.. data]) };
}
