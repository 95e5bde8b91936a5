namespace Nabla.Models;

/// <summary>
/// Options for checkpoints, from which a run continues after a crash to the same model file, byte for byte.
/// </summary>
/// <param name="Folder">The folder, created if it does not exist. Only one run at a time can use it.</param>
public sealed record CheckpointOptions(string Folder)
{
    /// <summary>The number of epochs between checkpoints, 1 or more; null, the default, to use <see cref="EveryTime"/>.</summary>
    public int? EveryEpochs { get; init; }

    /// <summary>
    /// The time between checkpoints, which are written at the end of an epoch; null, the default, for one minute, or none if
    /// <see cref="EveryEpochs"/> is set.
    /// </summary>
    public TimeSpan? EveryTime { get; init; }

    /// <summary>The number of latest checkpoints to keep, 1 or more; 3 by default.</summary>
    public int Keep { get; init; } = 3;

    /// <summary>
    /// Whether the run continues from the last checkpoint in the folder; without a checkpoint, it starts from the beginning. If false, a folder that
    /// contains checkpoints is refused.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>Receives a message for each unusable checkpoint; null, the default, for none.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>Whether a file name in the folder belongs to the run, so that the file may be replaced or removed.</summary>
    public static bool Owns(string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        return CheckpointFolder.Owns(fileName);
    }

    /// <summary>Validates the options.</summary>
    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(this.Folder);
        if (this.EveryEpochs < 1)
            throw new ArgumentException($"a checkpoint every {this.EveryEpochs} epochs, expected 1 or more");
        if (this.EveryTime < TimeSpan.Zero)
            throw new ArgumentException(FormattableString.Invariant($"a checkpoint every {this.EveryTime.Value.TotalSeconds} seconds, expected 0 or more"));
        if (this.Keep < 1)
            throw new ArgumentException($"{this.Keep} checkpoints kept, expected 1 or more");
    }
}
