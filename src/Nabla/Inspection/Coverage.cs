using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Inspection;

/// <summary>How often intervals cover the value, or sets hold the class, on rows that the model was not trained or calibrated on.</summary>
/// <param name="Level">The part that was asked for.</param>
/// <param name="Groups">The targets of a regression; for classes all rows and those of each class.</param>
public sealed record Coverage(double Level, IReadOnlyList<GroupCoverage> Groups)
{
    /// <summary>Whether sets of classes are judged; false for intervals.</summary>
    public bool OfClasses { get; init; }

    /// <summary>The coverage of a model on some rows; null where it has neither intervals nor sets.</summary>
    public static Coverage? Of(Model model, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        if (model.Info.Conformal is not { } conformal)
            return null;
        bool classes = conformal.SetScore is not null;
        return new Coverage(conformal.Level, classes ? OfSets(model, data) : OfIntervals(model, data)) { OfClasses = classes };
    }

    private static GroupCoverage[] OfIntervals(Model model, Dataset data)
    {
        (Matrix<double> low, Matrix<double> high) = model.PredictIntervals(data.Features);
        return [.. Enumerable.Range(0, low.Columns).Select(target => GroupCoverage.Of(
            model.Info.TargetNames[target],
            Enumerable.Range(0, data.Rows).Select(row => (
                low[row, target] <= data.Targets![row, target] && data.Targets[row, target] <= high[row, target], high[row, target] - low[row, target]))))];
    }

    private static GroupCoverage[] OfSets(Model model, Dataset data)
    {
        IReadOnlyList<string>[] sets = model.PredictSets(data.Features);
        (int Label, bool Covered, double Size)[] rows = [.. sets.Select((set, row) => (data.Labels[row], set.Contains(data.ClassNames[data.Labels[row]], StringComparer.Ordinal), (double)set.Count))];
        return
        [
            GroupCoverage.Of("all rows", rows.Select(row => (row.Covered, row.Size))),
            .. Enumerable.Range(0, data.ClassNames.Count).Select(k => GroupCoverage.Of(data.ClassNames[k], rows.Where(row => row.Label == k).Select(row => (row.Covered, row.Size)))),
        ];
    }
}

/// <summary>The coverage of some rows.</summary>
/// <param name="Name">A target, "all rows", or a class.</param>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Covered">The part of them that is covered; NaN of none.</param>
/// <param name="Size">The mean width of the intervals, or the mean number of classes in a set; NaN of none.</param>
/// <param name="Empty">The part of the sets that are empty; 0 for intervals.</param>
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
