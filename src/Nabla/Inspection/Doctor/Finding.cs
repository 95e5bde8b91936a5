namespace Nabla.Inspection;

/// <summary>A finding of the doctor: an observation with a figure, and advice.</summary>
/// <param name="Kind">The kind of problem.</param>
/// <param name="Severity">The severity.</param>
/// <param name="Subject">The subject: a feature, a class, a layer, the run …</param>
/// <param name="Observation">The observation with its figure; a sentence without a full stop.</param>
/// <param name="Advice">The advice, which completes the sentence.</param>
public sealed record Finding(FindingKind Kind, Severity Severity, string Subject, string Observation, string Advice)
{
    /// <summary>Observation and advice as one sentence.</summary>
    public string Sentence => $"{this.Observation}: {this.Advice}";

    /// <inheritdoc/>
    public override string ToString() => this.Sentence;
}

/// <summary>The severity of a finding, most severe first.</summary>
public enum Severity
{
    /// <summary>Predictions or scores of the model cannot be trusted.</summary>
    Critical,

    /// <summary>The model is likely worse than it could be.</summary>
    Warning,

    /// <summary>For information; not a problem in itself.</summary>
    Note,
}

/// <summary>The problems that the doctor can find.</summary>
public enum FindingKind
{
    /// <summary>Training ended with a number that is not finite.</summary>
    Diverged,

    /// <summary>Features have values that are infinite or NaN.</summary>
    NonFiniteValues,

    /// <summary>One feature alone predicts the target.</summary>
    LeakingTarget,

    /// <summary>New data differs from the training data.</summary>
    Drift,

    /// <summary>A regression is worse than predicting the mean, for example because its outputs cannot reach the targets.</summary>
    OutputRange,

    /// <summary>New rows are so far outside the training range that they are clipped.</summary>
    Clipped,

    /// <summary>Inputs have very different or large ranges and are not scaled.</summary>
    UnscaledInputs,

    /// <summary>ReLU units are 0 for every row.</summary>
    DeadUnits,

    /// <summary>Sigmoid or tanh units are saturated: their slope is almost 0.</summary>
    SaturatedUnits,

    /// <summary>The gradient vanishes towards the first layers.</summary>
    VanishingGradients,

    /// <summary>The gradient is very large, or grows towards the first layers.</summary>
    ExplodingGradients,

    /// <summary>The training loss jumps or oscillates.</summary>
    LearningRateTooHigh,

    /// <summary>The training loss was still decreasing when the epoch limit was reached.</summary>
    LearningRateTooLow,

    /// <summary>The model performs poorly even on the training part.</summary>
    Underfitting,

    /// <summary>The model performs much better on the training part than on unseen rows.</summary>
    Overfitting,

    /// <summary>A class has too few rows.</summary>
    RareClass,

    /// <summary>Most rows of a column of texts are numbers.</summary>
    NumbersAmongTexts,

    /// <summary>A column seems to identify groups of rows, which a random split distributes over the parts.</summary>
    GroupedRows,

    /// <summary>Values are missing.</summary>
    MissingValues,

    /// <summary>A feature only numbers or identifies rows.</summary>
    RowCounter,

    /// <summary>A feature has the same value in all rows.</summary>
    ConstantFeature,

    /// <summary>Two features carry the same information.</summary>
    DuplicatedFeature,
}
