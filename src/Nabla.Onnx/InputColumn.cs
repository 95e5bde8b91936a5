using Nabla.Data;
using Nabla.Descriptions;

namespace Nabla.Onnx;

/// <summary>
/// A column of a table as an input, and its features. What its texts or a missing value become is asked of the preprocessor itself.
/// </summary>
internal sealed class InputColumn(Preprocessor preprocessor, int column)
{
    private readonly ColumnSchema schema = preprocessor.Schema.Columns[column];
    private readonly Range range = preprocessor.FeaturesOf(column);

    /// <summary>The scaled features [examples × features] of the column.</summary>
    /// <exception cref="NotSupportedException">Only a hash of the texts is known.</exception>
    public string Add(GraphBuilder graph) => preprocessor.Encodings[column] switch
    {
        NumberEncoding number when this.schema.Kind == ColumnKind.Number
            => this.AddNumbers(graph, [graph.Input(this.schema.Name, OnnxType.Single, 1)], number.Indicator),
        DateEncoding date => this.AddNumbers(graph, this.AddParts(graph, date), date.Indicator),
        _ => this.AddTexts(graph),
    };

    private string[] AddParts(GraphBuilder graph, DateEncoding date)
        => [.. date.FeatureNames(this.schema).Take(date.Parts.Count).Select(name => graph.Input(name, OnnxType.Single, 1))];

    // Each number scaled, or where it is NaN what stands for a missing one; then the feature that says so.
    private string AddNumbers(GraphBuilder graph, string[] inputs, bool indicator)
    {
        double[] missing = this.Features(double.NaN);
        (int start, int length) = this.range.GetOffsetAndLength(preprocessor.FeatureCount);
        var features = new List<string>();
        for (int i = 0; i < inputs.Length; i++)
        {
            string scaled = InputNodes.Scaled(graph, inputs[i], preprocessor.Scaler, (start + i)..(start + i + 1));
            features.Add(graph.Add("Where", graph.Add("IsNaN", inputs[i]), graph.Constant("missing", [missing[i]]), scaled));
        }

        if (indicator)
            features.Add(graph.Add("Where", graph.Add("IsNaN", inputs[0]), graph.Constant("yes", [missing[length - 1]]), graph.Constant("no", [this.Features(0)[length - 1]])));
        return features is [var one] ? one : graph.Add("Concat", [.. features], [Attributes.Of("axis", 1)]);
    }

    // Each text has a row of a table of features; texts that training never saw share the last one.
    private string AddTexts(GraphBuilder graph)
    {
        if (this.schema.HashBuckets > 0)
            throw new NotSupportedException($"column '{this.schema.Name}' is known by hashes of its texts only, which has no form in ONNX");
        ValueList<string> levels = this.schema.Levels;
        string[] missing = [.. (preprocessor.Schema.MissingTexts ?? []).Append(string.Empty).Except(levels, StringComparer.Ordinal).Distinct(StringComparer.Ordinal)];
        double unknown = this.schema.Kind == ColumnKind.Category ? -1 : double.NaN;
        double[][] rows = [.. Enumerable.Range(0, levels.Count).Select(code => this.Features(code)), this.Features(double.NaN), this.Features(unknown)];

        string index = graph.Add(
            "LabelEncoder",
            [graph.Input(this.schema.Name, OnnxType.Text, 1)],
            [
                Attributes.Of("keys_strings", [.. levels, .. missing]),
                Attributes.Of("values_int64s", [.. Enumerable.Range(0, levels.Count).Select(code => (long)code), .. missing.Select(_ => (long)levels.Count)]),
                Attributes.Of("default_int64", levels.Count + 1),
            ],
            GraphBuilder.MachineLearning);
        string table = graph.Constant("features_of_texts", rows.SelectMany(row => row), rows.Length, rows[0].Length);
        return graph.Add("Flatten", graph.Add("Gather", table, index)); // [examples × 1 × features] to [examples × features]
    }

    /// <summary>The scaled features of a value of the column, whatever those of others are.</summary>
    private double[] Features(double value)
    {
        var row = new double[preprocessor.ColumnCount];
        row[column] = value;
        var features = new double[preprocessor.FeatureCount];
        preprocessor.Transform<double, double>(row, features);
        return features[this.range];
    }
}
