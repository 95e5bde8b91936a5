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
            => this.AddNumbers(graph, [this.schema.Name], number.Indicator),
        DateEncoding date => this.AddNumbers(graph, [.. date.FeatureNames(this.schema).Take(date.Parts.Count)], date.Indicator),
        _ => this.AddTexts(graph),
    };

    // Each number scaled, or where it is NaN what stands for a missing one; then the feature that says so.
    private string AddNumbers(GraphBuilder graph, string[] names, bool indicator)
    {
        double[] missing = this.Features(double.NaN);
        int start = this.range.GetOffsetAndLength(preprocessor.FeatureCount).Offset;
        string[] inputs = [.. names.Select((name, part) => this.Input(graph, name, OnnxType.Single, part))];
        List<string> features = [.. inputs.Select((input, i) => IfMissing(
            input, missing[i], InputNodes.Scaled(graph, input, preprocessor, (start + i)..(start + i + 1))))];

        // Of a date of which no part varied only the missing values matter.
        if (indicator)
            features.Add(IfMissing(inputs is [var first, ..] ? first : this.Input(graph, this.schema.Name, OnnxType.Single, part: 0), missing[^1], graph.Constant("present", [this.Features(0)[^1]])));
        return features is [var one] ? one : graph.Add("Concat", [.. features], [Attributes.Of("axis", 1)]);

        string IfMissing(string input, double then, string otherwise) => graph.Add("Where", graph.Add("IsNaN", input), graph.Constant("missing", [then]), otherwise);
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
