using System.Text.Json;
using Nabla.Data;
using Nabla.Inspection;
using Nabla.Selection;

namespace Nabla.Cli.Output;

/// <summary>Writes explanations as text or JSON.</summary>
internal static class ExplanationText
{
    private const int Most = 20;

    /// <summary>Writes feature importance, most important first.</summary>
    public static void Write(PermutationImportance importance, Dataset data, int repeats, bool json, Streams streams)
    {
        if (json)
        {
            JsonResult.Write(streams.Out, writer =>
            {
                writer.WriteData(data, data.Rows);
                writer.WriteString("criterion", importance.Criterion);
                writer.WriteNumberOrNull("score", importance.Score);
                writer.WriteNumber("repeats", repeats);
                writer.WriteStartArray("features");
                foreach (FeatureImportance feature in importance.Features)
                {
                    writer.WriteStartObject();
                    writer.WriteString("name", feature.Feature);
                    writer.WriteSpread("drop", feature.Drop);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            });
            return;
        }

        streams.Out.WriteLine($"{importance.Criterion} {Texts.Number(importance.Score)} on {Texts.Count(data.Rows, "row")} of {data.Name}; how much it falls when a feature is shuffled, over {Texts.Count(repeats, "repeat")}");
        var table = new Table("feature", $"{importance.Criterion} falls by", "±");
        foreach (FeatureImportance feature in importance.Features.OrderByDescending(feature => feature.Drop.Mean).Take(Most))
            table.Add(feature.Feature, Texts.Number(feature.Drop.Mean), Texts.Number(feature.Drop.Deviation));
        WriteTable(table, importance.Features.Count, streams);
    }

    /// <summary>Writes the partial dependence on a feature.</summary>
    public static void Write(PartialDependence dependence, Dataset data, bool json, Streams streams)
    {
        int column = data.FeatureNames.ToList().IndexOf(dependence.Feature);
        if (json)
        {
            JsonResult.Write(streams.Out, writer =>
            {
                writer.WriteData(data, data.Rows);
                writer.WriteString("feature", dependence.Feature);
                writer.WriteStartArray("points");
                foreach (PartialDependencePoint point in dependence.Points)
                {
                    writer.WriteStartObject();
                    WriteValue(writer, data, column, point.Value);
                    writer.WriteStartObject("predictions");
                    foreach ((string name, Spread spread) in dependence.Outputs.Zip(point.Outputs))
                        writer.WriteSpread(name, spread);
                    writer.WriteEndObject();
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            });
            return;
        }

        streams.Out.WriteLine($"the mean prediction over {Texts.Count(data.Rows, "row")} of {data.Name} as {dependence.Feature} takes one value in all, and ± the standard deviation of the rows' predictions");
        var table = new Table([dependence.Feature, .. dependence.Outputs.SelectMany(name => (string[])[name, "±"])]);
        foreach (PartialDependencePoint point in dependence.Points)
            table.Add([Texts.Value(data, column, point.Value), .. point.Outputs.SelectMany(spread => (string[])[Texts.Number(spread.Mean), Texts.Number(spread.Deviation)])]);
        table.Write(streams);
    }

    /// <summary>Writes the feature contributions to one prediction, largest first.</summary>
    public static void Write(RowExplanation explanation, Dataset data, bool json, Streams streams)
    {
        if (json)
        {
            JsonResult.Write(streams.Out, writer =>
            {
                writer.WriteData(data, data.Rows);
                writer.WriteNumber("row", explanation.Row);
                writer.WriteString("output", explanation.Output);
                writer.WriteNumberOrNull("prediction", explanation.Prediction);
                writer.WriteNumberOrNull("reference", explanation.Reference);
                writer.WriteStartArray("features");
                foreach ((int column, Attribution feature) in explanation.Features.Index())
                {
                    writer.WriteStartObject();
                    writer.WriteString("name", feature.Feature);
                    WriteValue(writer, data, column, feature.Value);
                    writer.WriteSpread("integratedGradient", feature.IntegratedGradient);
                    writer.WriteSpread("gradientTimesInput", feature.GradientTimesInput);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            });
            return;
        }

        string truth = data.Task == LearningTask.Classification ? $" (it is {data.ClassNames[data.Labels[explanation.Row]]})" : string.Empty;
        streams.Out.WriteLine($"row {explanation.Row}{truth}: {explanation.Output} {Texts.Number(explanation.Prediction)}, compared with a mean of {Texts.Number(explanation.Reference)} over the reference rows");
        var table = new Table("feature", "value", "integrated gradient", "±", "gradient × input", "±");
        foreach ((int column, Attribution feature) in explanation.Features.Index().OrderByDescending(one => Math.Abs(one.Item.IntegratedGradient.Mean)).Take(Most))
        {
            table.Add(
                feature.Feature,
                Texts.Value(data, column, feature.Value),
                Texts.Number(feature.IntegratedGradient.Mean),
                Texts.Number(feature.IntegratedGradient.Deviation),
                Texts.Number(feature.GradientTimesInput.Mean),
                Texts.Number(feature.GradientTimesInput.Deviation));
        }

        WriteTable(table, explanation.Features.Count, streams);
    }

    private static void WriteValue(Utf8JsonWriter writer, Dataset data, int column, double value)
    {
        if (data.Schema?.Columns[column] is { Kind: not ColumnKind.Number } schema)
            writer.WriteString("value", schema.TextOf(value));
        else
            writer.WriteNumberOrNull("value", value);
    }

    private static void WriteTable(Table table, int all, Streams streams)
    {
        table.Write(streams);
        if (all > Most)
            streams.Out.WriteLine($"and {Texts.Count(all - Most)} more: see --json");
    }

    private static void WriteSpread(this Utf8JsonWriter writer, string name, Spread spread)
    {
        writer.WriteStartObject(name);
        writer.WriteNumberOrNull("mean", spread.Mean);
        writer.WriteNumberOrNull("deviation", spread.Deviation);
        writer.WriteEndObject();
    }
}
