using Nabla.Data;
using Nabla.Models;

namespace Nabla.Selection;

/// <summary>The search method.</summary>
public enum SearchMethod
{
    /// <summary>Successive halving: many candidates with few epochs, the best third with three times as many, and so on.</summary>
    Halving,

    /// <summary>Random candidates.</summary>
    Random,

    /// <summary>Every combination.</summary>
    Grid,
}

/// <summary>The options of a search.</summary>
public sealed record TuningOptions
{
    /// <summary>The search method; successive halving by default.</summary>
    public SearchMethod Method { get; init; }

    /// <summary>
    /// The number of candidates; null, the default, for 27 (one bracket) with halving and 20 with random search, or as many as a time budget allows.
    /// Not for a grid.
    /// </summary>
    public int? Trials { get; init; }

    /// <summary>The number of folds; 5 by default.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>The number of times the rows are split into folds; 1 by default.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>
    /// The number of steps of greedy selection with replacement for an ensemble, 1 or more; null, the default, for no ensemble. Requires a random
    /// search or a grid, whose trials have all epochs, with 3 or more folds and one repeat. Each candidate is then trained k·(k + 1)/2 times for k
    /// folds, so that the selection is evaluated on rows that did not influence it (<see cref="EnsembleSelection"/>).
    /// </summary>
    public int? Ensemble { get; init; }

    /// <summary>The seed of folds and candidates; 1 by default.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The time after which no further trial starts; null, the default, for no limit. With a limit, the trials depend on the speed of the machine.</summary>
    public TimeSpan? TimeBudget { get; init; }

    /// <summary>The maximum number of threads; 0, the default, for one per processor. Trials run in parallel, which does not affect the result.</summary>
    public int Threads { get; init; }

    /// <summary>The log file, to which every trial is appended as a line of JSON; null, the default, for none.</summary>
    public string? LogPath { get; init; }

    /// <summary>Whether to reuse the trials of an interrupted search from the log; false, the default, starts a new search.</summary>
    public bool Resume { get; init; }

    /// <summary>Receives each trial, in the order of a search on one thread.</summary>
    public IProgress<Trial>? Progress { get; init; }

    /// <summary>Cancels the search; it can be resumed from the log.</summary>
    public CancellationToken Cancellation { get; init; }

    internal int ThreadCount => this.Threads > 0 ? this.Threads : Environment.ProcessorCount;

    /// <summary>Validates the options.</summary>
    /// <exception cref="ArgumentException">An option is invalid.</exception>
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

    /// <summary>Folds that were not used for choosing trials: the next repeat.</summary>
    internal IReadOnlyList<Fold> FreshFolds(Dataset dataset)
        => [.. Data.Folds.Of(dataset, this.Folds, this.Seed, this.Repeats + 1).Skip(this.Folds * this.Repeats)];
}
