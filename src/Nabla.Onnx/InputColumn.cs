using Nabla.Data;
using Nabla.Descriptions;

namespace Nabla.Onnx;

/// <summary>
/// A table column as an input, and its features. The preprocessor itself determines how texts and missing values are encoded.
/// </summary>
internal sealed class InputColumn(Preprocessor preprocessor, int column)
{
    private readonly ColumnSchema schema = preprocessor.Schema.Columns[column];
    private readonly Range range = preprocessor.FeaturesOf(column);

    /// <summary>The scaled features [examples × features] of the column.</summary>
    /// <exception cref="NotSupportedException">The column is hashed, so its texts are unknown.</exception>
    public string Add(GraphBuilder graph) => preprocessor.Encodings[column] switch
    {
        NumberEncoding number when this.schema.Kind == ColumnKind.Number
            => this.AddNumbers(graph, [this.schema.Name], number.Indicator),
        DateEncoding date => this.AddNumbers(graph, [.. date.FeatureNames(this.schema).Take(date.Parts.Count)], date.Indicator),
        _ => this.AddTexts(graph),
    };

    // The scaled number, or the replacement if it is NaN; then the missing-value indicator.
    private string AddNumbers(GraphBuilder graph, string[] names, bool indicator)
    {
        double[] missing = this.Features(double.NaN);
        int start = this.range.GetOffsetAndLength(preprocessor.FeatureCount).Offset;
        string[] inputs = [.. names.Select((name, part) => this.Input(graph, name, OnnxType.Single, part))];
        List<string> features = [.. inputs.Select((input, i) => IfMissing(
            input, missing[i], InputNodes.Scaled(graph, input, preprocessor, (start + i)..(start + i + 1))))];

        // If no part of a date varies, only missing values matter.
        if (indicator)
            features.Add(IfMissing(inputs is [var first, ..] ? first : this.Input(graph, this.schema.Name, OnnxType.Single, part: 0), missing[^1], graph.Constant("present", [this.Features(0)[^1]])));
        return features is [var one] ? one : graph.Add("Concat", [.. features], [Attributes.Of("axis", 1)]);

        string IfMissing(string input, double then, string otherwise) => graph.Add("Where", graph.Add("IsNaN", input), graph.Constant("missing", [then]), otherwise);
    }

    // Each text has a row in a table of features; unknown texts share the last row.
    private string AddTexts(GraphBuilder graph)
    {
        if (this.schema.HashBuckets > 0)
            throw new NotSupportedException($"column '{this.schema.Name}' is stored as hashes of its texts, which ONNX cannot represent");
        ValueList<string> levels = this.schema.Levels;
        string[] missing = [.. (preprocessor.Schema.MissingTexts ?? []).Append(string.Empty).Except(levels, StringComparer.Ordinal).Distinct(StringComparer.Ordinal)];
        double unknown = this.schema.Kind == ColumnKind.Category ? -1 : double.NaN;
        double[][] rows = [.. Enumerable.Range(0, levels.Count).Select(code => this.Features(code)), this.Features(double.NaN), this.Features(unknown)];

        string index = graph.Add(
            "LabelEncoder",
            [this.Input(graph, this.schema.Name, OnnxType.Text, part: 0)],
            [
                Attributes.Of("keys_strings", [.. levels, .. missing]),
                Attributes.Of("values_int64s", [.. Enumerable.Range(0, levels.Count).Select(code => (long)code), .. missing.Select(_ => (long)levels.Count)]),
                Attributes.Of("default_int64", levels.Count + 1),
            ],
            GraphBuilder.MachineLearning);
        string table = graph.Constant("features_of_texts", rows.SelectMany(row => row), rows.Length, rows[0].Length);
        return graph.Add("Flatten", graph.Add("Gather", table, index)); // [examples × 1 × features] to [examples × features]
    }

    private string Input(GraphBuilder graph, string name, OnnxType type, int part)
        => graph.Input(FormattableString.Invariant($"{column}.{part}"), name, type, 1);

    /// <summary>The scaled features of a value of the column, independent of other columns.</summary>
    private double[] Features(double value)
    {
        var row = new double[preprocessor.ColumnCount];
        row[column] = value;
        var features = new double[preprocessor.FeatureCount];
        preprocessor.Transform<double, double>(row, features);
        return features[this.range];
    }
}
