namespace Nabla.Inspection;

/// <summary>Something that the doctor found: what, with the number, and what to do about it.</summary>
/// <param name="Kind">The kind of problem.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Subject">The subject: a feature, a class, a layer, the run …</param>
/// <param name="Observation">The observation, with its number; a sentence without a full stop.</param>
/// <param name="Advice">What to do; the end of that sentence.</param>
public sealed record Finding(FindingKind Kind, Severity Severity, string Subject, string Observation, string Advice)
{
    /// <summary>Observation and advice as one sentence.</summary>
    public string Sentence => $"{this.Observation}: {this.Advice}";

    /// <inheritdoc/>
    public override string ToString() => this.Sentence;
}

/// <summary>How much a finding matters; the worst first.</summary>
public enum Severity
{
    /// <summary>Predictions or scores of the model cannot be trusted.</summary>
    Critical,

    /// <summary>The model is likely worse than it could be.</summary>
    Warning,

    /// <summary>Worth knowing; no harm by itself.</summary>
    Note,
}

/// <summary>The problems that the doctor can find.</summary>
public enum FindingKind
{
    /// <summary>Training ended with a number that is not finite.</summary>
    Diverged,

    /// <summary>Features have values that are infinite, or not numbers.</summary>
    NonFiniteValues,

    /// <summary>One feature alone predicts the target.</summary>
    LeakingTarget,

    /// <summary>New data is unlike the training data.</summary>
    Drift,

    /// <summary>A regression is worse than the mean, as where its outputs cannot reach the targets.</summary>
    OutputRange,

    /// <summary>New rows are so far outside the range of training that they are clipped.</summary>
    Clipped,

    /// <summary>Inputs have very different ranges, or large ones, and are not scaled.</summary>
    UnscaledInputs,

    /// <summary>ReLU units are 0 for every row.</summary>
    DeadUnits,

    /// <summary>Sigmoid or tanh units are saturated: their slope is almost 0.</summary>
    SaturatedUnits,

    /// <summary>The gradient gets lost on its way to the first layers.</summary>
    VanishingGradients,

    /// <summary>The gradient is huge, or grows on its way to the first layers.</summary>
    ExplodingGradients,

    /// <summary>The training loss leaps.</summary>
    LearningRateTooHigh,

    /// <summary>The training loss was still falling when the epochs were over.</summary>
    LearningRateTooLow,

    /// <summary>The model hardly knows even the training part.</summary>
    Underfitting,

    /// <summary>The model knows the training part much better than rows it has not seen.</summary>
    Overfitting,

    /// <summary>A class has too few rows to learn it from.</summary>
    RareClass,

    /// <summary>Most rows of a column of texts are numbers.</summary>
    NumbersAmongTexts,

    /// <summary>A column seems to name what several rows belong to, which a split at random shares out over the parts.</summary>
    GroupedRows,

    /// <summary>Values are missing.</summary>
    MissingValues,

    /// <summary>A feature only counts rows, or tells them apart.</summary>
    RowCounter,

    /// <summary>A feature has the same value in all rows.</summary>
    ConstantFeature,

    /// <summary>Two features carry the same information.</summary>
    DuplicatedFeature,
}
