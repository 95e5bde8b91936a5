using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Inspection;

/// <summary>The coverage of prediction intervals or sets on rows that the model was not trained or calibrated on.</summary>
/// <param name="Level">The requested coverage.</param>
/// <param name="Groups">The coverage of each target; for classification, of all rows and of the rows of each class.</param>
public sealed record Coverage(double Level, IReadOnlyList<GroupCoverage> Groups)
{
    private const int MostLevels = 10;

    /// <summary>Whether the coverage is that of prediction sets; false for intervals.</summary>
    public bool OfClasses { get; init; }

    /// <summary>
    /// The coverage for each level of categories and booleans with up to ten levels, named like <c>district=West</c>; empty for a model with several targets.
    /// Coverage is guaranteed only for all rows together, so levels may differ.
    /// </summary>
    public IReadOnlyList<GroupCoverage> OfLevels { get; init; } = [];

    /// <summary>The coverage of a model on some rows; null if it has neither intervals nor sets.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The rows, with the columns of training.</param>
    public static Coverage? Of(Model model, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        if (model.Info.Conformal is not { } conformal)
            return null;
        if (conformal.SetScore is null)
            return OfIntervals(model, data, conformal.Level);
        IReadOnlyList<string>[] sets = model.PredictSets(data.Features);
        (bool Covered, double Size)[] rows = [.. sets.Select((set, row) => (set.Contains(data.ClassNames[data.Labels[row]], StringComparer.Ordinal), (double)set.Count))];
        return new Coverage(conformal.Level, [
            GroupCoverage.Of("all rows", rows),
            .. Enumerable.Range(0, data.ClassNames.Count).Select(k => GroupCoverage.Of(data.ClassNames[k], rows.Where((_, row) => data.Labels[row] == k))),
        ])
        {
            OfClasses = true,
            OfLevels = [.. Levels(data, rows)],
        };
    }

    private static Coverage OfIntervals(Model model, Dataset data, double level)
    {
        (Matrix<double> low, Matrix<double> high) = model.PredictIntervals(data.Features);
        (bool Covered, double Size)[][] targets =
        [
            .. Enumerable.Range(0, low.Columns).Select(target => Enumerable.Range(0, data.Rows).Select(row => (
                low[row, target] <= data.Targets![row, target] && data.Targets[row, target] <= high[row, target], high[row, target] - low[row, target])).ToArray()),
        ];
        return new Coverage(level, [.. targets.Select((rows, target) => GroupCoverage.Of(model.Info.TargetNames[target], rows))])
        {
            OfLevels = targets is [var only] ? [.. Levels(data, only)] : [],
        };
    }

    private static IEnumerable<GroupCoverage> Levels(Dataset data, (bool Covered, double Size)[] rows)
    {
        for (int column = 0; data.Schema is { } schema && column < schema.Columns.Count; column++)
        {
            ColumnSchema of = schema.Columns[column];
            if (of.Levels.Count is 0 or > MostLevels)
                continue;
            for (int code = 0; code < of.Levels.Count; code++)
            {
                (bool, double)[] there = [.. rows.Where((_, row) => data.Features[row, column] == code)];
                if (there.Length > 0)
                    yield return GroupCoverage.Of($"{of.Name}={of.Levels[code]}", there);
            }
        }
    }
}

/// <summary>The coverage of some rows.</summary>
/// <param name="Name">A target, "all rows", a class, or a level of a column.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Covered">The fraction of covered rows; NaN without rows.</param>
/// <param name="Size">The mean width of the intervals, or the mean number of classes in a set; NaN without rows.</param>
/// <param name="Empty">The fraction of empty sets; 0 for intervals.</param>
public sealed record GroupCoverage(string Name, int Rows, double Covered, double Size, double Empty)
{
    internal static GroupCoverage Of(string name, IEnumerable<(bool Covered, double Size)> rows)
    {
        (bool Covered, double Size)[] all = [.. rows];
        return all.Length == 0
            ? new GroupCoverage(name, 0, double.NaN, double.NaN, 0)
            : new GroupCoverage(name, all.Length, all.Count(row => row.Covered) / (double)all.Length, all.Average(row => row.Size), all.Count(row => row.Size == 0) / (double)all.Length);
    }
}
