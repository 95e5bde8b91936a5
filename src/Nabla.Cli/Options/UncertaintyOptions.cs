using System.CommandLine;
using Nabla.Models;

namespace Nabla.Cli.Options;

/// <summary>Options for ensembles and uncertainty.</summary>
internal sealed class UncertaintyOptions
{
    private readonly Option<int?> ensemble = Define.Option(
        "--ensemble", "K", "average K networks, each trained on K - 1 of K folds, with early stopping on the other fold (default one network)", text => Define.WholeNumber(text, 2));

    private readonly Option<int?> seeds = Define.Option(
        "--seeds", "N", "average networks with N seeds, per fold of --ensemble or on all rows (default 1)", text => Define.WholeNumber(text, 1));

    private readonly Option<bool> temperature = Define.Flag(
        "--temperature", "calibrate class probabilities by temperature scaling (default with --ensemble)");

    private readonly Option<bool> noTemperature = Define.Flag("--no-temperature", "do not calibrate probabilities");

    private readonly Option<double?> intervals = Define.Option(
        "--intervals", "LEVEL", "prepare prediction intervals that cover this fraction of new values, such as 0.9", Level);

    private readonly Option<bool> adaptiveWidths = Define.Flag(
        "--adaptive-widths", "adapt interval widths to the row, by a second network that predicts the error (not with --ensemble)");

    private readonly Option<double?> sets = Define.Option(
        "--sets", "LEVEL", "prepare prediction sets that contain the true class of this fraction of new rows, such as 0.9", Level);

    private readonly Option<SetScore?> setScore = Define.Choice(
        "--set-score",
        "conformity score of prediction sets: probability for small sets, or adaptive for larger sets on uncertain rows (default probability)",
        ("probability", SetScore.Probability),
        ("adaptive", SetScore.Adaptive));

    private readonly Option<bool> classCoverage = Define.Flag("--class-coverage", "reach the level of --sets for each class, not only over all rows");

    private readonly Option<bool> randomizedSets = Define.Flag(
        "--randomized-sets", "randomize whether the last class belongs to an adaptive set: sets are smaller, and some are empty");

    private readonly Option<double?> calibrationSize = Define.Option(
        "--calibration-size", "PART", "fraction of the training rows held out for calibration, without folds of --ensemble (default 0.2)", Level);

    /// <summary>The options, grouped as in help.</summary>
    public OptionGroup Group => new(
        "Ensembles and uncertainty",
        this.ensemble,
        this.seeds,
        this.temperature,
        this.noTemperature,
        this.intervals,
        this.adaptiveWidths,
        this.sets,
        this.setScore,
        this.classCoverage,
        this.randomizedSets,
        this.calibrationSize);

    /// <summary>The settings with the options of the command line applied.</summary>
    public MlpSettings Apply(ParseResult parsed, MlpSettings settings)
    {
        (bool on, bool off) = (parsed.GetValue(this.temperature), parsed.GetValue(this.noTemperature));
        if (on && off)
            throw new ArgumentException("options '--temperature' and '--no-temperature' exclude each other");
        EnsembleSettings members = settings.Ensemble ?? new();
        members = members with { Folds = parsed.GetValue(this.ensemble) ?? members.Folds, Seeds = parsed.GetValue(this.seeds) ?? members.Seeds };
        UncertaintySettings uncertainty = settings.Uncertainty ?? new();
        uncertainty = uncertainty with
        {
            Temperature = on ? true : off ? false : uncertainty.Temperature,
            Intervals = parsed.GetValue(this.intervals) ?? uncertainty.Intervals,
            AdaptiveWidths = uncertainty.AdaptiveWidths || parsed.GetValue(this.adaptiveWidths),
            Sets = parsed.GetValue(this.sets) ?? uncertainty.Sets,
            SetScore = parsed.GetValue(this.setScore) ?? uncertainty.SetScore,
            CoverageByClass = uncertainty.CoverageByClass || parsed.GetValue(this.classCoverage),
            RandomizedSets = uncertainty.RandomizedSets || parsed.GetValue(this.randomizedSets),
            CalibrationFraction = parsed.GetValue(this.calibrationSize) ?? uncertainty.CalibrationFraction,
        };
        return settings with
        {
            Ensemble = members == new EnsembleSettings() ? null : members,
            Uncertainty = uncertainty == new UncertaintySettings() ? null : uncertainty,
        };
    }

    private static double? Level(string text)
        => Define.Number(text) is > 0 and < 1 and var level ? level : throw new FormatException($"'{text}' is not a number between 0 and 1");
}
