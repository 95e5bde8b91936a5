using System.Globalization;
using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;

namespace Nabla.Cli.Output;

/// <summary>How things are put into words.</summary>
internal static class Texts
{
    /// <summary>A count with thousands set apart.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number for a person to read.</summary>
    public static string Number(double? value) => value switch
    {
        null => "-",
        { } x when !double.IsFinite(x) || x == 0 => x.ToString(CultureInfo.InvariantCulture),
        { } x when Math.Abs(x) is < 1e-3 or >= 1e6 => x.ToString("0.000e+0", CultureInfo.InvariantCulture),
        { } x => x.ToString("0.0000", CultureInfo.InvariantCulture),
    };

    /// <summary>A value of a column for a person to read: a number, or the text it stands for.</summary>
    public static string Value(Dataset data, int column, double value) => data.Schema?.Columns[column] switch
    {
        null => Number(value),
        _ when double.IsNaN(value) => "(missing)",
        { Kind: ColumnKind.Number } when !double.IsInteger(value) => Number(value),
        { HashBuckets: > 0 } => $"#{value}",
        { } schema => schema.TextOf(value) ?? "(unknown)",
    };

    /// <summary>As in "1,797 rows", "1 row".</summary>
    public static string Count(long count, string noun) => $"{Count(count)} {(count == 1 ? noun : Plural(noun))}";

    /// <summary>The plural of a regular noun.</summary>
    public static string Plural(string noun) => noun switch
    {
        [.., 's'] => $"{noun}es",
        [.. var stem, 'r', 'y'] => $"{stem}ries",
        _ => $"{noun}s",
    };

    /// <summary>As in "classification".</summary>
    public static string Task(LearningTask task) => task switch
    {
        LearningTask.Classification => "classification",
        LearningTask.Regression => "regression",
        _ => "multilabel",
    };

    /// <summary>As in "float".</summary>
    public static string Precision(Precision precision) => precision == Models.Precision.Double ? "double" : "float";

    /// <summary>As in "64 features, 10 classes".</summary>
    public static string Shape(Dataset data) => $"{Count(data.FeatureNames.Count, "feature")}, {data.Task switch
    {
        LearningTask.Classification => Count(data.ClassNames.Count, "class"),
        LearningTask.MultiLabel => Count(data.TargetNames.Count, "label"),
        _ => Count(data.TargetNames.Count, "target"),
    }}";

    /// <summary>As in "64-30-10 sigmoid, softmax output, log-likelihood".</summary>
    public static string Network(NetworkSpec spec)
    {
        string hidden = string.Concat(spec.NumberedLayers.SkipLast(1).Select(layer => layer.Activation).Distinct().Select(activation => $"{activation}, "));
        return $"{string.Join('-', spec.Sizes)}, {hidden}{spec.OutputLayer.Activation} output, {spec.Loss} ({spec.Reduction.ToString().ToLowerInvariant()})";
    }

    /// <summary>A duration to read at a glance.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        { TotalSeconds: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        { TotalMinutes: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.0} h"),
    };

    /// <summary>A path or name as a shell takes it.</summary>
    public static string Quoted(string text)
        => text.Length > 0 && text.All(c => char.IsLetterOrDigit(c) || "._-/\\:".Contains(c, StringComparison.Ordinal)) ? text : $"\"{text}\"";

    /// <summary>A table of scores, with the columns that the task has; without rows where they are not known.</summary>
    public static Table Scores(LearningTask task, params IReadOnlyList<(string Part, int? Rows, Scores? Scores)> parts)
    {
        string[] rows = parts.Any(part => part.Rows is not null) ? ["rows"] : [];
        string[] numbers = task switch
        {
            LearningTask.Classification => ["loss", "accuracy"],
            LearningTask.MultiLabel => ["loss", "all labels right", "labels right"],
            _ => ["loss", "R²", "RMSE", "MAE"],
        };
        var table = new Table(["part", .. rows, .. numbers]);
        foreach ((string part, int? count, Scores? scores) in parts)
        {
            if (scores is null)
                continue;
            double?[] values = task switch
            {
                LearningTask.Classification => [scores.Loss, scores.Accuracy],
                LearningTask.MultiLabel => [scores.Loss, scores.Accuracy, scores.LabelAccuracy],
                _ => [scores.Loss, scores.RSquared, scores.RootMeanSquaredError, scores.MeanAbsoluteError],
            };
            table.Add([part, .. count is { } n ? (string[])[Count(n)] : [], .. values.Select(Number)]);
        }

        return table;
    }
}
