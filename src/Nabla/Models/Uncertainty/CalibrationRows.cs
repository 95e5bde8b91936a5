using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Models;

/// <summary>Rows with what networks predict for them that were not trained on them.</summary>
/// <param name="Dataset">The rows.</param>
/// <param name="Folds">The fold of each; null for rows that were kept from training.</param>
/// <param name="Results">The probabilities or values [rows × classes or targets].</param>
internal sealed record CalibrationRows(Dataset Dataset, int[]? Folds, Matrix<double> Results)
{
    /// <summary>The rows of each group that temperatures and scores are not to share.</summary>
    /// <param name="seed">What rows without folds are divided by.</param>
    /// <param name="groups">How many groups rows without folds have.</param>
    public int[][] Groups(ulong seed, int groups)
    {
        int[] of = this.Folds ?? new int[this.Dataset.Rows];
        if (this.Folds is null)
        {
            var order = new int[of.Length];
            new CounterRandom(seed, RandomPurpose.Calibration).Permutation(order);
            for (int i = 0; i < order.Length; i++)
                of[order[i]] = i % groups;
        }

        return [.. Enumerable.Range(0, of.Max() + 1).Select(group => Enumerable.Range(0, of.Length).Where(row => of[row] == group).ToArray())];
    }
}

/// <summary>What is found by calibration rows: a temperature that helps, and the scores of intervals or sets.</summary>
/// <param name="Temperature">The temperature of the whole model; null where none is asked for, or it would not help.</param>
/// <param name="Conformal">The scores; null where neither intervals nor sets are asked for.</param>
internal sealed record Calibration(TemperatureScaling? Temperature, ConformalInfo? Conformal)
{
    /// <summary>Calibrates a model.</summary>
    /// <param name="rows">Rows that its networks were not trained on.</param>
    /// <param name="settings">What is asked for.</param>
    /// <param name="seed">What chance is drawn from.</param>
    /// <exception cref="InvalidDataException">There are too few rows; the message says how many are needed.</exception>
    public static Calibration Of(CalibrationRows rows, UncertaintySettings settings, ulong seed)
    {
        bool hasFolds = rows.Folds is not null, wantsTemperature = settings.WantsTemperature(rows.Dataset.Task, hasFolds);

        // Rows without folds are halved where both are asked for: the first half is for the temperature, the second for the scores.
        bool isHalved = !hasFolds && wantsTemperature && settings.Level is not null;
        int[][] groups = rows.Groups(seed, hasFolds ? 1 : isHalved ? 4 : 2);
        int[][] forTemperature = isHalved ? groups[..2] : groups;
        TemperatureScaling? temperature = wantsTemperature ? TemperatureOf(rows, forTemperature) : null;
        if (settings.Level is null)
            return new Calibration(temperature, null);

        int[][] forScores = hasFolds ? groups : [[.. groups[(isHalved ? 2 : 0)..].SelectMany(group => group).Order()]];
        double?[] temperatures = [.. forScores.Select((_, g) => temperature is null ? null : hasFolds ? (double?)TemperatureWithout(rows, groups, g) : temperature.Temperature)];
        return new Calibration(temperature, ScoresOf(rows, forScores, temperatures, settings, seed));
    }

    private static double TemperatureWithout(CalibrationRows rows, int[][] groups, int left)
        => TemperatureScaling.Fit(rows.Results, rows.Dataset.Labels, rows.Dataset.Weights, groups.Where((_, g) => g != left).SelectMany(group => group).Order().ToArray());

    // Each group is judged at the temperature of the others; the temperature of all is kept if that helps.
    private static TemperatureScaling? TemperatureOf(CalibrationRows rows, int[][] groups)
    {
        Dataset data = rows.Dataset;
        int[] all = [.. groups.SelectMany(group => group).Order()];
        double weight = data.Weights is null ? all.Length : all.Sum(row => data.Weights[row]);
        double before = TemperatureScaling.LogLoss(rows.Results, data.Labels, data.Weights, all, 1) / weight, after = 0;
        for (int g = 0; g < groups.Length; g++)
            after += TemperatureScaling.LogLoss(rows.Results, data.Labels, data.Weights, groups[g], TemperatureWithout(rows, groups, g)) / weight;
        return after < before
            ? new TemperatureScaling(TemperatureScaling.Fit(rows.Results, data.Labels, data.Weights, all), all.Length, before, after)
            : null;
    }

    private static ConformalInfo ScoresOf(CalibrationRows rows, int[][] groups, double?[] temperatures, UncertaintySettings settings, ulong seed)
    {
        double level = settings.Level!.Value;
        SetScore? score = settings.Sets is null ? null : settings.SetScore;
        ulong? chance = settings.RandomizedSets ? seed : null;
        Enough(rows, [.. groups.SelectMany(group => group)], level, settings.CoverageByClass && score is not null);
        return new ConformalInfo
        {
            Level = level,
            SetScore = score,
            ByClass = settings.CoverageByClass && score is not null,
            Seed = chance,
            Groups = [.. groups.Select((group, g) => new ConformalGroup(rows.Folds is null ? null : g, temperatures[g], score is null ? Residuals(rows, group) : Classes(rows, group, temperatures[g], score.Value, settings.CoverageByClass, chance)))],
        };
    }

    // |y − ŷ| of each target.
    private static ValueList<ConformalScores> Residuals(CalibrationRows rows, int[] group)
        => [.. Enumerable.Range(0, rows.Results.Columns).Select(target => ConformalScores.Of(group.Select(row => Math.Abs(rows.Dataset.Targets![row, target] - rows.Results[row, target]))))];

    private static ValueList<ConformalScores> Classes(CalibrationRows rows, int[] group, double? temperature, SetScore score, bool byClass, ulong? seed)
    {
        var scores = new List<double>[byClass ? rows.Results.Columns : 1];
        for (int list = 0; list < scores.Length; list++)
            scores[list] = [];
        var ofRow = new double[rows.Results.Columns];
        foreach (int row in group)
        {
            rows.Results.Row(row).CopyTo(ofRow);
            if (temperature is { } t)
                TemperatureScaling.Apply(ofRow, t);
            SetScores.Of(score, ofRow, seed is { } chance ? SetScores.Chance<double>(chance, rows.Dataset.Features.Row(row)) : 1);
            int label = rows.Dataset.Labels[row];
            scores[byClass ? label : 0].Add(ofRow[label]);
        }

        return [.. scores.Select(ConformalScores.Of)];
    }

    private static void Enough(CalibrationRows rows, int[] all, double level, bool byClass)
    {
        int least = ConformalInfo.LeastRows(level);
        string what = rows.Folds is null ? "calibration rows that are kept from training (--calibration-size)" : "training rows";
        if (all.Length < least)
            throw new InvalidDataException(FormattableString.Invariant($"{all.Length} {what} are too few for a level of {level}: at least {least} are needed; take more rows or a lower level"));
        for (int k = 0; byClass && k < rows.Dataset.ClassNames.Count; k++)
        {
            int found = all.Count(row => rows.Dataset.Labels[row] == k);
            if (found < least)
                throw new InvalidDataException(FormattableString.Invariant($"class '{Excerpt.Of(rows.Dataset.ClassNames[k])}' has {found} {what}, too few to be covered at a level of {level}: at least {least} are needed in each class; leave out --class-coverage, or take more rows or a lower level"));
        }
    }
}
