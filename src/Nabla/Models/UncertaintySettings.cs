using System.Text.Json.Serialization;
using Nabla.Data;

namespace Nabla.Models;

/// <summary>How the uncertainty of predictions is calibrated on rows that the network was not trained on.</summary>
public sealed record UncertaintySettings
{
    /// <summary>
    /// Whether a temperature is looked for that makes the probabilities of classes as sure as they are right; null, the default, for yes
    /// where an ensemble has out-of-fold predictions to find it by.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool? Temperature { get; init; }

    /// <summary>The part of the rows whose value an interval is to cover, between 0 and 1; null, the default, for no intervals.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? Intervals { get; init; }

    /// <summary>
    /// Whether intervals are wide where the model is far off and narrow elsewhere: a second network is trained on how far off it is for the
    /// training rows. Of the rows that are kept from training, not of the folds of an ensemble. False by default: all are as wide.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AdaptiveWidths { get; init; }

    /// <summary>The part of the rows whose class a set is to hold, between 0 and 1; null, the default, for no sets.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? Sets { get; init; }

    /// <summary>The score by which a class enters a set; its probability by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public SetScore SetScore { get; init; }

    /// <summary>Whether sets are to hold that part of the rows of each class, rather than of all rows together; false by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool CoverageByClass { get; init; }

    /// <summary>
    /// Whether chance decides on the class at the edge of an adaptive set, so that sets hold just the part asked for and may be empty;
    /// false by default.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool RandomizedSets { get; init; }

    /// <summary>
    /// The part of the training rows that is kept from training for calibration where there are no out-of-fold predictions; null, the
    /// default, is 0.2.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? CalibrationFraction { get; init; }

    /// <summary>The level of intervals or sets; null for neither.</summary>
    internal double? Level => this.Intervals ?? this.Sets;

    /// <summary>The same without intervals and sets, which change neither what is predicted nor how probable it is.</summary>
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

    /// <summary>Whether a temperature is looked for.</summary>
    internal bool WantsTemperature(LearningTask task, bool hasFolds) => this.Temperature ?? (hasFolds && task == LearningTask.Classification);

    /// <summary>Refuses what makes no sense for a task.</summary>
    /// <exception cref="ArgumentException">Something does not fit.</exception>
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
        Need(this.Sets is not null || !(this.CoverageByClass || this.RandomizedSets || this.SetScore != SetScore.Probability), $"coverage of each class, scores and chance are for sets of classes: give their level too (--sets 0.9)");
        Need(!this.RandomizedSets || this.SetScore == SetScore.Adaptive, $"only adaptive sets are randomized (--set-score adaptive)");

        static void Need(bool holds, FormattableString otherwise)
        {
            if (!holds)
                throw new ArgumentException(FormattableString.Invariant(otherwise));
        }
    }
}

/// <summary>The score by which a class enters a set; a set holds the classes of small scores.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SetScore>))]
public enum SetScore
{
    /// <summary>1 − p of the class: the smallest sets on average (Sadinle, Lei and Wasserman, 2019, "LAC").</summary>
    Probability,

    /// <summary>
    /// The sum of the probabilities that are at least as high: sets grow where the model is unsure (Romano, Sesia and Candès, 2020, "APS").
    /// </summary>
    Adaptive,
}
