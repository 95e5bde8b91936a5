namespace Nabla.Numerics;

/// <summary>The purpose of random draws: each purpose has its own stream, so no draw depends on another.</summary>
/// <remarks>The numbers are part of "same seed, same bits": never change or reuse one.</remarks>
internal static class RandomPurpose
{
    /// <summary>The split into training, validation and test; step: the class.</summary>
    public const uint Split = 1;

    /// <summary>The order of the rows in an epoch; step: the epoch.</summary>
    public const uint Shuffle = 2;

    /// <summary>Rows of a generated data set; row: the example.</summary>
    public const uint Generator = 3;

    /// <summary>Initial weights; step: the layer.</summary>
    public const uint Weights = 4;

    /// <summary>Initial biases; step: the layer.</summary>
    public const uint Biases = 5;

    /// <summary>Units dropped by dropout.</summary>
    public const uint Dropout = 6;

    /// <summary>Noise added to inputs.</summary>
    public const uint Noise = 7;

    /// <summary>Points and directions of a gradient check.</summary>
    public const uint GradientCheck = 8;

    /// <summary>The order of blocks of rows in an epoch, and of the rows of a group of blocks; step: the epoch, column: 0 for blocks, then the group.</summary>
    public const uint ShuffleBlocks = 9;

    /// <summary>Folds of a cross-validation; step: the repeat.</summary>
    public const uint Folds = 16;

    /// <summary>A shuffled column, for permutation importance; step: the repeat.</summary>
    public const uint Importance = 17;

    /// <summary>Sampled settings; row: the trial, column: the setting.</summary>
    public const uint Trials = 18;

    /// <summary>Reference rows of an explanation.</summary>
    public const uint References = 19;

    /// <summary>The rows of a point of a learning curve; step: the fold.</summary>
    public const uint LearningCurve = 20;

    /// <summary>The split of calibration rows into those for a temperature and those for scores.</summary>
    public const uint Calibration = 24;

    /// <summary>Whether the last class of a randomized set is included; row and column: a hash of the row.</summary>
    public const uint RandomizedSets = 25;

    /// <summary>Resampled rows, for the interval of a score; step: the resample.</summary>
    public const uint Resamples = 26;
}
