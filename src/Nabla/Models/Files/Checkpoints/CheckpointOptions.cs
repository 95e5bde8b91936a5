namespace Nabla.Models;

/// <summary>
/// Where a run leaves its state, so that after a crash it can go on as if nothing had happened: to the same model file, byte for byte.
/// </summary>
/// <param name="Folder">The folder, created if it does not exist. One run at a time may use it.</param>
public sealed record CheckpointOptions(string Folder)
{
    /// <summary>The epochs from one checkpoint to the next, 1 or more; null, the default, lets the time decide.</summary>
    public int? EveryEpochs { get; init; }

    /// <summary>
    /// The time after which the end of an epoch makes the next checkpoint; null, the default, is a minute, or never if
    /// <see cref="EveryEpochs"/> is set.
    /// </summary>
    public TimeSpan? EveryTime { get; init; }

    /// <summary>How many checkpoints are kept, 1 or more; the last 3 by default.</summary>
    public int Keep { get; init; } = 3;

    /// <summary>
    /// Whether the run continues from the last checkpoint in the folder; it starts anew if there is none. Without it, a folder that holds
    /// checkpoints is refused.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>Receives a sentence about each checkpoint that cannot be used; null, the default, for none.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>Whether a file of this name in the folder is the run's own, so that it may be replaced or removed.</summary>
    public static bool Owns(string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        return CheckpointFolder.Owns(fileName);
    }

    /// <summary>Refuses what makes no sense.</summary>
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
