using System.Text.Json.Serialization;
using Nabla.Data;

namespace Nabla.Models;

/// <summary>The settings for calibrating the uncertainty of predictions on rows that the network was not trained on.</summary>
public sealed record UncertaintySettings
{
    /// <summary>
    /// Whether to calibrate class probabilities by temperature scaling; null, the default, is true for an ensemble with out-of-fold predictions.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool? Temperature { get; init; }

    /// <summary>The fraction of rows whose value the prediction interval should cover, between 0 and 1; null, the default, for no intervals.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? Intervals { get; init; }

    /// <summary>
    /// Whether a second network, trained on the errors for the training rows, adapts the interval widths to each row. Requires held-out rows, not the
    /// folds of an ensemble. False by default: all intervals have the same width.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AdaptiveWidths { get; init; }

    /// <summary>The fraction of rows whose class the prediction set should contain, between 0 and 1; null, the default, for no sets.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? Sets { get; init; }

    /// <summary>The conformity score of sets; the probability by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public SetScore SetScore { get; init; }

    /// <summary>Whether sets reach the level for each class, not only over all rows; false by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool CoverageByClass { get; init; }

    /// <summary>
    /// Whether the last class of an adaptive set is included at random, so that sets reach exactly the requested level and may be empty; false by default.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool RandomizedSets { get; init; }

    /// <summary>
    /// The fraction of the training rows held out for calibration, without out-of-fold predictions; null, the default, is 0.2.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? CalibrationFraction { get; init; }

    /// <summary>The level of intervals or sets; null for neither.</summary>
    internal double? Level => this.Intervals ?? this.Sets;

    /// <summary>The settings without intervals and sets, which do not affect predictions and probabilities.</summary>
    internal UncertaintySettings WithoutScores() => this with
    {
        Intervals = null,
        AdaptiveWidths = false,
        Sets = null,
        SetScore = default,
        CoverageByClass = false,
        RandomizedSets = false,
        CalibrationFraction = this.Temperature == true ? this.CalibrationFraction : null,
    };

    /// <summary>Whether a temperature is fitted.</summary>
    internal bool WantsTemperature(LearningTask task, bool hasFolds) => this.Temperature ?? (hasFolds && task == LearningTask.Classification);

    /// <summary>Validates the settings for a task.</summary>
    /// <exception cref="ArgumentException">A setting is invalid.</exception>
    internal void Validate(LearningTask task)
    {
        Need(this.Level is null or (> 0 and < 1), $"a level of {this.Level}, expected a number between 0 and 1, as 0.9");
        Need(this.CalibrationFraction is null or (> 0 and < 1), $"a calibration part of {this.CalibrationFraction}, expected a number between 0 and 1 (--calibration-size)");
        Need(this.Intervals is null || this.Sets is null, $"intervals are for numbers and sets for classes: ask for one of them");
        Need(this.Intervals is null || task == LearningTask.Regression, $"intervals are for numbers, and the target is a class; use sets (--sets)");
        Need(this.Intervals is not null || !this.AdaptiveWidths, $"adaptive widths are those of intervals: give their level too (--intervals 0.9)");
        Need(this.Sets is null || task != LearningTask.Regression, $"sets are for classes, and the target is a number; use intervals (--intervals)");
        Need(this.Sets is null || task != LearningTask.MultiLabel, $"sets are for one class out of several, and these labels are each yes or no: train a model for one label to have sets (--sets)");
        Need(this.Temperature != true || task == LearningTask.Classification, $"a temperature is for the probabilities of classes (--temperature)");
        Need(this.Sets is not null || !(this.CoverageByClass || this.RandomizedSets || this.SetScore != SetScore.Probability), $"coverage of each class, scores and randomization are for sets of classes: give their level too (--sets 0.9)");
        Need(!this.RandomizedSets || this.SetScore == SetScore.Adaptive, $"only adaptive sets are randomized (--set-score adaptive)");

        static void Need(bool holds, FormattableString otherwise)
        {
            if (!holds)
                throw new ArgumentException(FormattableString.Invariant(otherwise));
        }
    }
}

/// <summary>The conformity score of prediction sets; a set contains the classes with small scores.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SetScore>))]
public enum SetScore
{
    /// <summary>1 − p of the class: the smallest sets on average (Sadinle, Lei and Wasserman, 2019, "LAC").</summary>
    Probability,

    /// <summary>
    /// The sum of the probabilities that are at least as high: sets are larger for uncertain rows (Romano, Sesia and Candès, 2020, "APS").
    /// </summary>
    Adaptive,
}
