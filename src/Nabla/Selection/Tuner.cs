using System.Diagnostics;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Selection;

/// <summary>Searches for better settings: candidates are cross-validated in parallel on the same folds, and the best is confirmed on other folds.</summary>
public sealed class Tuner
{
    private const int Factor = 3;
    private const int MostRungs = 3;
    private const int UsualBracket = 27;
    private const int FirstBracketInTime = 9;
    private const int UsualRandom = 20;

    private readonly Dataset dataset;
    private readonly SearchSpace space;
    private readonly Func<Candidate, MlpSettings> settings;
    private readonly TuningOptions options;
    private readonly IReadOnlyList<Fold> folds;
    private readonly TrialLog? log;
    private readonly long start = Stopwatch.GetTimestamp();
    private readonly HashSet<string> tried = new(StringComparer.Ordinal);
    private readonly List<Trial> done = []; // in the order of a search on one thread
    private Shard shard = new(1, 1);

    private Tuner(Dataset dataset, SearchSpace space, Func<Candidate, MlpSettings> settings, TuningOptions options, TrialLog? log)
    {
        (this.dataset, this.space, this.settings, this.options, this.log) = (dataset, space, settings, options, log);
        this.folds = options.FoldsOf(dataset);
    }

    private RunControl Control => new() { Threads = this.options.ThreadCount, Cancellation = this.options.Cancellation };

    private bool TimeIsUp => this.options.TimeBudget is { } budget && Stopwatch.GetElapsedTime(this.start) >= budget;

    /// <summary>Runs a search.</summary>
    /// <param name="dataset">The rows, preferably without those for evaluating the result.</param>
    /// <param name="space">The search space.</param>
    /// <param name="settings">Gets the settings of a candidate; for the empty candidate, the given settings.</param>
    /// <param name="options">The options of the search.</param>
    /// <exception cref="ArgumentException">The options or the given settings are invalid.</exception>
    /// <exception cref="InvalidDataException">The log to resume is that of another search.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static TuningResult Run(Dataset dataset, SearchSpace space, Func<Candidate, MlpSettings> settings, TuningOptions? options = null)
    {
        using Prepared search = Prepare(dataset, space, settings, options);
        search.Tuner.Search(search.Given);
        return search.Tuner.Result(search.Given);
    }

    /// <summary>Runs one share of the trials of a grid or random search and logs them, without choosing.</summary>
    /// <remarks><see cref="TrialLogs.Merge"/> merges the logs of all shares, with which a search continues using <see
    /// cref="TuningOptions.Resume"/>.</remarks>
    /// <param name="dataset">The rows, preferably without those for evaluating the result.</param>
    /// <param name="space">The search space.</param>
    /// <param name="settings">Gets the settings of a candidate; for the empty candidate, the given settings.</param>
    /// <param name="options">The options of the search, with a log and without a time budget.</param>
    /// <param name="shard">The share of the trials.</param>
    /// <returns>The trials of the share.</returns>
    /// <exception cref="ArgumentException">The search cannot be divided into shares, or its options or settings are invalid.</exception>
    public static IReadOnlyList<Trial> RunShard(
        Dataset dataset, SearchSpace space, Func<Candidate, MlpSettings> settings, TuningOptions options, Shard shard)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Method == SearchMethod.Halving)
            throw new ArgumentException("a search by halving chooses its later trials by the earlier ones, so it cannot be divided into shares; use a random search or a grid", nameof(options));
        if (options.TimeBudget is not null)
            throw new ArgumentException("a search in shares cannot have a time budget: its trials would depend on the machines", nameof(options));
        if (options.LogPath is null)
            throw new ArgumentException("a share of a search needs a log, or its trials are lost", nameof(options));
        using Prepared search = Prepare(dataset, space, settings, options);
        search.Tuner.shard = shard;
        search.Tuner.Search(search.Given);
        return search.Tuner.done;
    }

    private static Prepared Prepare(Dataset dataset, SearchSpace space, Func<Candidate, MlpSettings> settings, TuningOptions? options)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(settings);
        options ??= new TuningOptions();
        if (options.Method == SearchMethod.Halving && space.Dimensions.Any(dimension => dimension.Name == "epochs"))
            throw new ArgumentException("halving varies the number of epochs, so epochs cannot be tried; use a random search or a grid", nameof(space));
        MlpSettings given = settings(new Candidate([]));
        options.Validate(given);
        TrainingPlan.Of(new DataParts(dataset), given); // validates the options
        TrialLog? trials = options.LogPath is { } path ? TrialLog.Open(path, options.Resume, HeaderOf(dataset, space, given, options)) : null;
        return new Prepared(new Tuner(dataset, space, settings, options, trials), given);
    }

    private static LogHeader HeaderOf(Dataset dataset, SearchSpace space, MlpSettings given, TuningOptions options) => new(
        2,
        dataset.Name,
        dataset.Fingerprint(),
        options.Method.ToString().ToLowerInvariant(),
        [.. space.Dimensions.Select(dimension => dimension.ToString())],
        options.Method == SearchMethod.Halving ? options.Trials ?? UsualBracket : null,
        options.Folds,
        options.Repeats,
        options.Seed,
        TrialLog.TextOf(given),
        options.Ensemble is null ? null : true);

    private void Search(MlpSettings given)
    {
        this.tried.Add(this.KeyOf(new Candidate([])));
        this.RunAll([(0, new Candidate([]))], always: true);
        switch (this.options.Method)
        {
            case SearchMethod.Grid:
                this.RunAll(this.NotTried(this.space.Grid().Select((candidate, i) => (i + 1, candidate))));
                break;
            case SearchMethod.Random:
                int count = this.options.Trials ?? (this.options.TimeBudget is null ? UsualRandom : int.MaxValue - 1);
                this.RunAll(this.NotTried(Enumerable.Range(1, count).Select(this.Draw)));
                break;
            default:
                // With a time budget, the first bracket is small, so that some candidate gets all epochs within the time.
                bool timed = this.options.TimeBudget is not null && this.options.Trials is null;
                int bracket = this.options.Trials ?? (timed ? FirstBracketInTime : UsualBracket);
                int epochs = this.EpochsOf(given);
                bool more = this.RunBracket(1, bracket, epochs);
                for (int first = 1 + bracket; more && timed && !this.TimeIsUp; first += UsualBracket)
                    more = this.RunBracket(first, UsualBracket, epochs);
                break;
        }
    }

    private (int Number, Candidate Candidate) Draw(int number) => (number, this.space.Draw(this.options.Seed, number));

    /// <summary>
    /// Successive halving (Jamieson and Talwalkar, 2016), by thirds: at each rung the best third continues with three times the epochs. Each
    /// candidate gets a fraction of the epochs in its settings, with at least one for the given settings in the first rung.
    /// </summary>
    /// <returns>Whether there was a new candidate.</returns>
    private bool RunBracket(int first, int count, int epochs)
    {
        IReadOnlyList<(int Number, Candidate Candidate)> candidates = [.. this.NotTried(Enumerable.Range(first, count).Select(this.Draw))];
        if (candidates.Count == 0)
            return false;
        (int rungs, int share) = (1, 1);
        for (int left = candidates.Count / Factor; rungs < MostRungs && left > 0 && share * Factor <= epochs; left /= Factor)
            (rungs, share) = (rungs + 1, share * Factor);
        for (; rungs > 0; rungs--, share /= Factor)
        {
            List<Trial> trials = this.RunAll(candidates, share);
            if (trials.Count < candidates.Count)
                return true; // the time is up
            candidates = [.. Trial.Rank(trials).Take(Math.Max(1, candidates.Count / Factor)).OrderBy(trial => trial.Number).Select(trial => (trial.Number, trial.Candidate))];
        }

        return true;
    }

    /// <summary>The candidates with new settings; stops when no more are likely.</summary>
    private IEnumerable<(int Number, Candidate Candidate)> NotTried(IEnumerable<(int Number, Candidate Candidate)> candidates)
    {
        const int MostInVain = 1000;
        int inVain = 0;
        foreach ((int Number, Candidate Candidate) one in candidates)
        {
            if (this.tried.Add(this.KeyOf(one.Candidate)))
                inVain = 0;
            else if (++inVain == MostInVain)
                yield break;
            else
                continue;
            yield return one;
        }
    }

    /// <summary>A key that identifies the settings of a candidate.</summary>
    private string KeyOf(Candidate candidate)
    {
        try
        {
            return TrialLog.TextOf(this.settings(candidate));
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return candidate.ToString(); // its trial reports the error
        }
    }

    /// <summary>Runs trials in parallel until all are done or the time is up, and logs and reports them in order.</summary>
    private List<Trial> RunAll(IEnumerable<(int Number, Candidate Candidate)> candidates, int share = 1, bool always = false)
    {
        const int AtOnce = 4096;
        var all = new List<Trial>();
        foreach ((int Number, Candidate Candidate)[] chunk in candidates.Where(candidate => this.shard.Has(candidate.Number)).Chunk(AtOnce))
        {
            var body = new Body { Tuner = this, Candidates = chunk, Share = share, Always = always, Results = new Trial?[chunk.Length], Sequence = new Sequence() };
            ForkJoin.Run(ref body, chunk.Length, this.options.ThreadCount);
            all.AddRange(body.Results.OfType<Trial>());
            if (this.TimeIsUp)
                break;
        }

        return all;
    }

    private Trial Run(int number, Candidate candidate, int share)
    {
        int epochs = 0;
        try
        {
            MlpSettings trial = this.settings(candidate);
            int all = this.EpochsOf(trial);
            epochs = share == 1 ? all : Math.Max(1, all / share);
            return this.log?.Find(number, epochs) ?? this.Train(number, candidate, WithEpochs(trial, epochs));
        }
        catch (Exception e) when (number > 0 && e is ArgumentException or FormatException)
        {
            return new Trial(number, candidate, epochs, null, Sentence.Of(e));
        }
    }

    private Trial Train(int number, Candidate candidate, MlpSettings trial)
    {
        int epochs = trial.Training.Epochs!.Value;
        if (this.options.Ensemble is null)
            return new Trial(number, candidate, epochs, CrossValidation.Run(this.dataset, trial, this.folds, this.Control));
        if (trial.Precision != this.settings(new Candidate([])).Precision)
            throw new ArgumentException("the members of an ensemble have numbers of one type: leave '--precision' as it is");
        (CrossValidation scores, NestedPredictions predictions) = NestedPredictions.Run(this.dataset, trial, this.folds, this.Control);
        return new Trial(number, candidate, epochs, scores) { Predictions = predictions };
    }

    /// <summary>Logs and reports a trial; called in order.</summary>
    private void Complete(Trial trial)
    {
        this.done.Add(trial);
        if (this.log is not null && this.log.Find(trial.Number, trial.Epochs) is null)
            this.log.Add(trial);
        this.options.Progress?.Report(trial);
    }

    private int EpochsOf(MlpSettings tried) => tried.Training.For(this.dataset.Rows).Epochs!.Value;

    private TuningResult Result(MlpSettings given)
    {
        // Trials with fewer epochs than in their settings only served the selection.
        Trial[] ranking = [.. Trial.Rank(this.done.Where(trial => trial.Scores is not null && trial.Epochs == this.EpochsOf(this.settings(trial.Candidate))))];
        Trial best = ranking[0];
        MlpSettings chosen = this.settings(best.Candidate);
        if (this.options.Ensemble is { } steps)
            return new TuningResult(this.done, best, chosen, null) { Ranking = ranking, Ensemble = this.Choose(ranking, steps) };
        Confirmation? confirmation = null;
        if (best.Number != 0)
        {
            IReadOnlyList<Fold> fresh = this.options.FreshFolds(this.dataset);
            confirmation = new(
                CrossValidation.Run(this.dataset, chosen, fresh, this.Control), CrossValidation.Run(this.dataset, given, fresh, this.Control));
        }

        return new TuningResult(this.done, best, chosen, confirmation) { Ranking = ranking };
    }

    private EnsembleSelection Choose(Trial[] trials, int steps) => EnsembleSelection.Of(
        this.dataset, this.folds, [.. trials.OrderBy(trial => trial.Number).Select(trial => (trial, WithEpochs(this.settings(trial.Candidate), trial.Epochs)))], steps);

    private static MlpSettings WithEpochs(MlpSettings settings, int epochs) => settings with { Training = settings.Training with { Epochs = epochs } };

    /// <summary>A search that is ready to start; disposing it closes its log.</summary>
    private sealed record Prepared(Tuner Tuner, MlpSettings Given) : IDisposable
    {
        public void Dispose() => this.Tuner.log?.Dispose();
    }

    /// <summary>The number of results reported so far.</summary>
    private sealed class Sequence
    {
        public int Next { get; set; }
    }

    private struct Body : IParallelBody
    {
        public Tuner Tuner;
        public (int Number, Candidate Candidate)[] Candidates;
        public int Share;
        public bool Always;
        public Trial?[] Results;
        public Sequence Sequence;

        public readonly void Run(int piece)
        {
            if (!this.Always && this.Tuner.TimeIsUp)
                return;
            this.Tuner.options.Cancellation.ThrowIfCancellationRequested();
            (int number, Candidate candidate) = this.Candidates[piece];
            Trial trial = this.Tuner.Run(number, candidate, this.Share);
            lock (this.Sequence)
            {
                this.Results[piece] = trial;
                for (; this.Sequence.Next < this.Results.Length && this.Results[this.Sequence.Next] is { } next; this.Sequence.Next++)
                    this.Tuner.Complete(next);
            }
        }
    }
}
