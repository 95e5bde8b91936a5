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

    /// <summary>As in "1,797 rows", "1 row".</summary>
    public static string Count(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? string.Empty : noun.EndsWith('s') ? "es" : "s")}";

    /// <summary>As in "64 features, 10 classes".</summary>
    public static string Shape(Dataset data) => $"{Count(data.FeatureNames.Count, "feature")}, {(data.Task == LearningTask.Classification
        ? Count(data.ClassNames.Count, "class")
        : Count(data.TargetNames.Count, "target"))}";

    /// <summary>As in "64-30-10 sigmoid, softmax output, log-likelihood".</summary>
    public static string Network(NetworkSpec spec)
    {
        string hidden = string.Concat(spec.Layers.SkipLast(1).Select(layer => layer.Activation).Distinct().Select(activation => $"{activation}, "));
        return $"{string.Join('-', spec.Sizes)}, {hidden}{spec.Layers[^1].Activation} output, {spec.Loss} ({spec.Reduction.ToString().ToLowerInvariant()})";
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

    /// <summary>A table of scores with the columns that the task has.</summary>
    public static Table Scores(LearningTask task, params IEnumerable<(string Part, int? Rows, Scores? Scores)> parts)
    {
        var table = task == LearningTask.Classification
            ? new Table("part", "rows", "loss", "accuracy")
            : new Table("part", "rows", "loss", "R²", "RMSE", "MAE");
        foreach ((string part, int? rows, Scores? scores) in parts)
        {
            if (scores is null)
                continue;
            string count = rows is { } n ? Count(n) : "-";
            if (task == LearningTask.Classification)
                table.Add(part, count, Number(scores.Loss), Number(scores.Accuracy));
            else
                table.Add(part, count, Number(scores.Loss), Number(scores.RSquared), Number(scores.RootMeanSquaredError), Number(scores.MeanAbsoluteError));
        }

        return table;
    }
}
