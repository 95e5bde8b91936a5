using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Models;

/// <summary>The use of calibration rows.</summary>
/// <param name="ForTemperature">Groups of rows for a temperature; each is scored at that of the others. Empty if no temperature is requested.</param>
/// <param name="ForScores">Groups of rows for scores, one for each fold or one of all; empty if neither intervals nor sets are requested.</param>
/// <param name="HasFolds">Whether the groups are folds.</param>
internal sealed record CalibrationGroups(int[][] ForTemperature, int[][] ForScores, bool HasFolds)
{
    /// <summary>Creates groups of held-out rows. If both are requested, one half is for the temperature and the other for the scores.</summary>
    public static CalibrationGroups OfKept(Dataset kept, UncertaintySettings settings, ulong seed)
    {
        bool wantsTemperature = settings.WantsTemperature(kept.Task, hasFolds: false), wantsScores = settings.Level is not null;
        int count = wantsTemperature && wantsScores ? 4 : 2;
        var order = new int[kept.Rows];
        new CounterRandom(seed, RandomPurpose.Calibration).Permutation(order);
        var of = new int[kept.Rows];
        for (int i = 0; i < order.Length; i++)
            of[order[i]] = i % count;
        int[][] groups = ByGroup(of, count);
        return new CalibrationGroups(wantsTemperature ? groups[..2] : [], wantsScores ? [Together(groups[(count - 2)..])] : [], HasFolds: false);
    }

    /// <summary>Creates groups from the rows of folds.</summary>
    public static CalibrationGroups OfFolds(LearningTask task, int[] folds, int count, UncertaintySettings settings)
    {
        int[][] groups = ByGroup(folds, count);
        return new CalibrationGroups(settings.WantsTemperature(task, hasFolds: true) ? groups : [], settings.Level is not null ? groups : [], HasFolds: true);
    }

    /// <summary>Refuses too few rows for scores, before training.</summary>
    /// <exception cref="InvalidDataException">There are too few rows; the message states how many are needed.</exception>
    public static void Enough(Dataset data, IReadOnlyCollection<int> rows, UncertaintySettings settings, bool hasFolds, bool isHalved)
    {
        double level = settings.Level!.Value;
        int least = ConformalInfo.LeastRows(level);
        string what = hasFolds ? "training rows" : isHalved ? "calibration rows for its scores (half of those kept from training by --calibration-size)" : "calibration rows (kept from training by --calibration-size)";
        if (rows.Count < least)
            throw new InvalidDataException(FormattableString.Invariant($"{rows.Count} {what} are too few for a level of {level}: at least {least} are needed; take more rows or a lower level"));
        for (int k = 0; settings.CoverageByClass && k < data.ClassNames.Count; k++)
        {
            int found = rows.Count(row => data.Labels[row] == k);
            if (found < least)
                throw new InvalidDataException(FormattableString.Invariant($"class '{Excerpt.Of(data.ClassNames[k])}' has {found} {what}, too few to be covered at a level of {level}: at least {least} are needed in each class; leave out --class-coverage, or take more rows or a lower level"));
        }
    }

    /// <summary>The rows of several groups, in ascending order.</summary>
    internal static int[] Together(IEnumerable<int[]> groups) => [.. groups.SelectMany(group => group).Order()];

    private static int[][] ByGroup(int[] of, int count)
        => [.. Enumerable.Range(0, count).Select(group => Enumerable.Range(0, of.Length).Where(row => of[row] == group).ToArray())];
}
