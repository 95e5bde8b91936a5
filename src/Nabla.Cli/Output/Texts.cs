using System.Globalization;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Models;
using Nabla.Networks;

namespace Nabla.Cli.Output;

/// <summary>Formats values as text.</summary>
internal static class Texts
{
    /// <summary>A count with thousands separators.</summary>
    public static string Count(long count) => Figures.Count(count);

    /// <summary>A number, rounded for display.</summary>
    public static string Number(double? value) => Figures.Number(value);

    /// <summary>A column value for display: a number, or the text that it encodes.</summary>
    public static string Value(Dataset data, int column, double value) => data.Schema?.Columns[column] switch
    {
        null => Number(value),
        _ when double.IsNaN(value) => "(missing)",
        { Kind: ColumnKind.Number } when !double.IsInteger(value) => Number(value),
        { HashBuckets: > 0 } => $"#{value}",
        { } schema => schema.TextOf(value) ?? "(unknown)",
    };

    /// <summary>Text such as "1,797 rows" or "1 row".</summary>
    public static string Count(long count, string noun) => Figures.Count(count, noun);

    /// <summary>The plural of a regular noun.</summary>
    public static string Plural(string noun) => Figures.Plural(noun);

    /// <summary>Text such as "classification".</summary>
    public static string Task(LearningTask task) => task switch
    {
        LearningTask.Classification => "classification",
        LearningTask.Regression => "regression",
        _ => "multilabel",
    };

    /// <summary>Text such as "float".</summary>
    public static string Precision(Precision precision) => precision == Models.Precision.Double ? "double" : "float";

    /// <summary>Text such as "64 features, 10 classes".</summary>
    public static string Shape(Dataset data) => $"{Count(data.FeatureNames.Count, "feature")}, {data.Task switch
    {
        LearningTask.Classification => Count(data.ClassNames.Count, "class"),
        LearningTask.MultiLabel => Count(data.TargetNames.Count, "label"),
        _ => Count(data.TargetNames.Count, "target"),
    }}";

    /// <summary>Text such as "64-30-10 sigmoid, softmax output, log-likelihood".</summary>
    public static string Network(NetworkSpec spec) => spec.ToString();

    /// <summary>A duration, rounded for display.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        { TotalSeconds: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        { TotalMinutes: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.0} h"),
    };

    /// <summary>A path or name, quoted for a shell if necessary.</summary>
    public static string Quoted(string text)
        => text.Length > 0 && text.All(c => char.IsLetterOrDigit(c) || "._-/\\:".Contains(c, StringComparison.Ordinal)) ? text : $"\"{text}\"";

    /// <summary>States how many of some rows the model was trained on.</summary>
    public static string SeenRows(int seen, int rows) => $"the model was trained on {(seen >= rows ? rows == 1 ? "this row" : $"all of these {Count(rows, "row")}" : $"{Count(seen)} of these {Count(rows, "row")}")}";

    /// <summary>A table of scores with the columns of the task; without row counts if they are unknown.</summary>
    public static Table Scores(LearningTask task, params IReadOnlyList<(string Part, int? Rows, Scores? Scores)> parts) => new(ModelSummary.ScoresOf(task, parts));
}
