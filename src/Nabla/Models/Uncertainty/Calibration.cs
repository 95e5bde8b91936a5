using Nabla.Descriptions;

namespace Nabla.Models;

/// <summary>The result of calibration: a temperature, if it helps, and the scores of intervals or sets.</summary>
/// <param name="Temperature">The temperature of the whole model; null if not requested or not useful.</param>
/// <param name="Conformal">The scores; null if neither intervals nor sets are requested.</param>
internal sealed record Calibration(TemperatureScaling? Temperature, ConformalInfo? Conformal)
{
    /// <summary>Calibrates a model.</summary>
    /// <param name="rows">Rows that the networks were not trained on.</param>
    /// <param name="groups">The use of the rows.</param>
    /// <param name="settings">The settings of uncertainty.</param>
    /// <param name="seed">The seed of random decisions.</param>
    public static Calibration Of(CalibrationRows rows, CalibrationGroups groups, UncertaintySettings settings, ulong seed)
    {
        TemperatureScaling? whole = TemperatureScaling.Find(rows, groups.ForTemperature);
        if (groups.ForScores.Length == 0)
            return new Calibration(whole, null);

        // The rows of a fold do not influence the temperature that they are scored at, nor whether there is one.
        double?[] temperatures = groups.HasFolds
            ? [.. groups.ForScores.Select((_, left) => TemperatureScaling.Find(rows, [.. groups.ForTemperature.Where((_, g) => g != left)])?.Temperature)]
            : [whole?.Temperature];
        return new Calibration(whole, ScoresOf(rows, groups, temperatures, settings, seed));
    }

    private static ConformalInfo ScoresOf(CalibrationRows rows, CalibrationGroups groups, double?[] temperatures, UncertaintySettings settings, ulong seed)
    {
        SetScore? score = settings.Sets is null ? null : settings.SetScore;
        ulong? chance = settings.RandomizedSets ? seed : null;
        return new ConformalInfo
        {
            Level = settings.Level!.Value,
            SetScore = score,
            ByClass = settings.CoverageByClass,
            Seed = chance,
            Groups = [.. groups.ForScores.Select((group, g) => new ConformalGroup(
                groups.HasFolds ? g : null,
                temperatures[g],
                score is null ? Residuals(rows, group) : Classes(rows, group, temperatures[g], score.Value, settings.CoverageByClass, chance)))],
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
        double[] ofRow = new double[rows.Results.Columns], buffer = new double[rows.Dataset.Source.BufferLength];
        foreach (int row in group)
        {
            rows.Results.Row(row).CopyTo(ofRow);
            if (temperature is { } t)
                TemperatureScaling.Apply(ofRow, t);
            SetScores.Of(score, ofRow, seed is { } chance ? SetScores.Chance<double>(chance, rows.Dataset.Source.Row(row, buffer)) : 1);
            int label = rows.Dataset.Labels[row];
            scores[byClass ? label : 0].Add(ofRow[label]);
        }

        return [.. scores.Select(ConformalScores.Of)];
    }
}
