using Nabla.Data;
using Nabla.Descriptions;

namespace Nabla.Inspection;

/// <summary>
/// Features, classes and targets whose distribution differs in new data: numbers by the maximum distance of the two distribution functions
/// (Kolmogorov and Smirnov), levels, missing values and classes by their shares. A difference counts if it is both large and significant.
/// </summary>
internal static class DataDrift
{
    /// <summary>The minimum difference of two shares, or distance of two distribution functions.</summary>
    private const double LeastDistance = 0.1;

    /// <summary>√((n + m)/nm) times this is exceeded by chance once in 30 million times (Smirnov, 1939: 2·exp(−2c²)).</summary>
    private const double Certainty = 3;

    private const int Named = 5;

    public static IEnumerable<Finding> Between(Dataset training, Dataset fresh)
    {
        Finding[] drifted =
        [
            .. Enumerable.Range(0, training.FeatureNames.Count)
                .SelectMany(column => Drift(training, fresh, column))
                .OrderByDescending(one => one.Distance)
                .Select(one => one.Finding),
        ];
        foreach (Finding finding in drifted.Take(Named))
            yield return drifted.Length <= Named ? finding : finding with { Observation = $"{finding.Observation} ({drifted.Length} of {training.FeatureNames.Count} features differ)" };
        foreach (Finding finding in Targets(training, fresh))
            yield return finding;
    }

    /// <summary>A finding of drift.</summary>
    public static Finding Of(string subject, string observation) => new(
        FindingKind.Drift,
        Severity.Warning,
        subject,
        observation,
        "find the reason; a score on one says little about the other, so train on rows like those that the model is used for");

    /// <summary>The drift of a column, by missing values or by values, whichever is larger; null if neither is large and significant.</summary>
    private static IEnumerable<(double Distance, Finding Finding)> Drift(Dataset training, Dataset fresh, int column)
    {
        string name = training.FeatureNames[column];
        ColumnSchema? old = training.Schema?.Columns[column], young = fresh.Schema?.Columns[column];
        (ColumnKind was, ColumnKind now) = (old?.Kind ?? ColumnKind.Number, young?.Kind ?? ColumnKind.Number);
        if (was != now)
            return [(1, Of(name, $"feature '{name}' is a {now.ToString().ToLowerInvariant()} in the new rows but a {was.ToString().ToLowerInvariant()} in training"))];
        (double[] before, double[] after) = (training.PresentValues(column), fresh.PresentValues(column));
        (double gapsBefore, double gapsAfter) = (1 - (before.Length / (double)training.Rows), 1 - (after.Length / (double)fresh.Rows));
        double gaps = Math.Abs(gapsAfter - gapsBefore);
        Finding missing = Of(name, $"feature '{name}' is missing in {Wording.Percent(gapsAfter)} of {Figures.Count(fresh.Rows, "new row")}, and in {Wording.Percent(gapsBefore)} of the training rows");
        (double Distance, Finding Finding) values = before.Length == 0 || after.Length == 0 ? default
            : was == ColumnKind.Category
            ? Shares([.. before.Select(value => Level(old!, value))], [.. after.Select(value => Level(young!, value))], (level, was, now)
                => Of(name, $"feature '{name}' is '{level}' in {Wording.Percent(now)} of {Figures.Count(fresh.Rows, "new row")}, and in {Wording.Percent(was)} of the training rows"))
            : Numbers(before, after, (value, was, now)
                => Of(name, $"feature '{name}' is at most {Text(old, value)} in {Wording.Percent(now)} of {Figures.Count(fresh.Rows, "new row")}, and in {Wording.Percent(was)} of the training rows"));
        bool moved = values.Distance > Least(before.Length, after.Length);
        if (gaps > Least(training.Rows, fresh.Rows) && !(moved && values.Distance >= gaps))
            return [(gaps, missing)];
        return moved ? [values] : [];
    }

    /// <summary>The distance that counts as large and significant for these numbers of values.</summary>
    private static double Least(int before, int after) => Math.Max(LeastDistance, Certainty * Math.Sqrt((1.0 / before) + (1.0 / after)));

    private static IEnumerable<Finding> Targets(Dataset training, Dataset fresh)
    {
        double least = Least(training.Rows, fresh.Rows);
        if (training.Task != fresh.Task)
            yield break;
        if (training.Labels.Length > 0 && fresh.Labels.Length > 0)
        {
            (double distance, Finding finding) = Shares(
                [.. training.Labels.Select(label => training.ClassNames[label])],
                [.. fresh.Labels.Select(label => fresh.ClassNames[label])],
                (name, was, now) => Of(name, $"class '{name}' has {Wording.Percent(now)} of {Figures.Count(fresh.Rows, "new row")} and {Wording.Percent(was)} of the training rows"));
            if (distance > least)
                yield return finding;
        }

        for (int target = 0; target < Math.Min(training.TargetNames.Count, fresh.TargetNames.Count); target++)
        {
            int column = target;
            (double distance, Finding finding) = Numbers(Column(training), Column(fresh), (value, was, now) => Of(
                training.TargetNames[column],
                $"target '{training.TargetNames[column]}' is at most {Wording.Number(value)} in {Wording.Percent(now)} of {Figures.Count(fresh.Rows, "new row")}, and in {Wording.Percent(was)} of the training rows"));
            if (distance > least)
                yield return finding;

            double[] Column(Dataset data) => [.. Enumerable.Range(0, data.Rows).Select(row => data.Targets![row, column])];
        }
    }

    private static (double Distance, Finding Finding) Shares(string[] before, string[] after, Func<string, double, double, Finding> finding)
    {
        Dictionary<string, int> old = before.CountBy(level => level).ToDictionary(StringComparer.Ordinal), young = after.CountBy(level => level).ToDictionary(StringComparer.Ordinal);
        (double Was, double Now, string Level) = old.Keys.Union(young.Keys, StringComparer.Ordinal)
            .Select(level => (Was: old.GetValueOrDefault(level) / (double)before.Length, Now: young.GetValueOrDefault(level) / (double)after.Length, level))
            .MaxBy(one => Math.Abs(one.Now - one.Was));
        return (Math.Abs(Now - Was), finding(Level, Was, Now));
    }

    private static (double Distance, Finding Finding) Numbers(double[] before, double[] after, Func<double, double, double, Finding> finding)
    {
        Array.Sort(before);
        Array.Sort(after);
        (double Distance, double Value, double Was, double Now) largest = default;
        for (int i = 0, j = 0; i < before.Length && j < after.Length;)
        {
            double value = Math.Min(before[i], after[j]);
            while (i < before.Length && before[i] == value)
                i++;
            while (j < after.Length && after[j] == value)
                j++;
            (double was, double now) = ((double)i / before.Length, (double)j / after.Length);
            if (Math.Abs(now - was) > largest.Distance)
                largest = (Math.Abs(now - was), value, was, now);
        }

        return (largest.Distance, finding(largest.Value, largest.Was, largest.Now));
    }

    private static string Level(ColumnSchema schema, double code) => schema.TextOf(code) ?? (code < 0 ? "(another)" : $"#{code}");

    private static string Text(ColumnSchema? schema, double value)
        => schema is null or { Kind: ColumnKind.Number } ? Wording.Number(value) : $"'{schema.TextOf(value)}'";
}
