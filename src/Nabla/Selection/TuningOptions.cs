using Nabla.Data;
using Nabla.Models;

namespace Nabla.Selection;

/// <summary>How candidates are found.</summary>
public enum SearchMethod
{
    /// <summary>Successive halving: many candidates with few epochs, the best third with three times as many, and so on.</summary>
    Halving,

    /// <summary>Candidates drawn at random.</summary>
    Random,

    /// <summary>Every combination.</summary>
    Grid,
}

/// <summary>How a search goes.</summary>
public sealed record TuningOptions
{
    /// <summary>How candidates are found; by successive halving by default.</summary>
    public SearchMethod Method { get; init; }

    /// <summary>
    /// How many candidates are tried: null, the default, for 27 (one bracket) by halving and 20 at random, or as many as the time allows where
    /// there is a time budget. A grid has as many as it has.
    /// </summary>
    public int? Trials { get; init; }

    /// <summary>The number of folds; 5 by default.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>How many times the rows are split into folds; 1 by default.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>
    /// How many trials greedy selection with replacement takes for an ensemble, one after the other, 1 or more; null, the default, for no
    /// ensemble. It is for a random search or a grid, whose trials have all epochs, with 3 folds or more and one repeat. Each candidate is then
    /// trained k·(k + 1)/2 times for k folds, so that the choice is judged by rows that chose nothing (<see cref="EnsembleSelection"/>).
    /// </summary>
    public int? Ensemble { get; init; }

    /// <summary>The seed of folds and candidates; 1 by default.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The time after which no further trial starts; null, the default, for no limit. With a limit, the trials depend on the speed of the machine.</summary>
    public TimeSpan? TimeBudget { get; init; }

    /// <summary>The maximum number of threads; 0, the default, for one per processor. Trials run at the same time; the result does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>The file that every trial is appended to, a line of JSON each; null, the default, for none.</summary>
    public string? LogPath { get; init; }

    /// <summary>Whether trials of an earlier, interrupted search are taken from the log; false, the default, starts a new search.</summary>
    public bool Resume { get; init; }

    /// <summary>Told of each trial, in the order of a search on one thread.</summary>
    public IProgress<Trial>? Progress { get; init; }

    /// <summary>Ends the search early; the log can be resumed.</summary>
    public CancellationToken Cancellation { get; init; }

    internal int ThreadCount => this.Threads > 0 ? this.Threads : Environment.ProcessorCount;

    /// <summary>Refuses what makes no sense.</summary>
    /// <exception cref="ArgumentException">Something does not.</exception>
    internal void Validate(MlpSettings given)
    {
        const int MostSteps = 1000;
        if (this.Trials < 1)
            throw new ArgumentException($"{this.Trials} trials, expected 1 or more");
        if (this.Ensemble is not { } steps)
            return;
        if (steps is < 1 or > MostSteps)
            throw new ArgumentException($"an ensemble of {steps} choices, expected 1 to {MostSteps} (--ensemble)");
        if (this.Method == SearchMethod.Halving)
            throw new ArgumentException("a search by halving trains most candidates for a part of their epochs, and an ensemble is chosen among those that have all: use a random search or a grid (--search)");
        if (this.Folds < 3)
            throw new ArgumentException($"an ensemble is chosen and judged by nested folds, and {this.Folds} leave nothing to train on without two of them: use 3 or more (--folds)");
        if (this.Repeats > 1)
            throw new ArgumentException("an ensemble is chosen by one prediction of each row, so rows are cut into folds once: leave out --repeats");
        if (given.Ensemble is not null || given.Uncertainty is not null)
            throw new ArgumentException("the members of an ensemble of trials are single networks without calibration of their own: leave out Ensemble and Uncertainty of the settings");
    }

    /// <summary>The folds of the search.</summary>
    internal IReadOnlyList<Fold> FoldsOf(Dataset dataset) => Data.Folds.Of(dataset, this.Folds, this.Seed, this.Repeats);

    /// <summary>Folds that no trial was chosen by: the next repeat.</summary>
    internal IReadOnlyList<Fold> FreshFolds(Dataset dataset)
        => [.. Data.Folds.Of(dataset, this.Folds, this.Seed, this.Repeats + 1).Skip(this.Folds * this.Repeats)];
}
