using System.Numerics;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;

namespace Nabla.Training;

/// <summary>Trains networks: one loop over epochs for every optimizer.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Trainer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly TimeSpan LongestBudget = TimeSpan.FromDays(40);

    // The number of steps between reports of progress inside an epoch.
    private const int StepsBetweenReports = 64;

    private readonly Network<T> network;
    private readonly TrainingSettings settings;
    private readonly ulong seed;
    private readonly int threads;
    private readonly TimeSpan? timeBudget;
    private readonly Examples<T> training;
    private readonly Examples<T>? validation;

    /// <summary>Creates a run that is ready to start.</summary>
    /// <param name="network">The network; training starts from its parameters and writes the result into them.</param>
    /// <param name="training">The training examples.</param>
    /// <param name="validation">The validation examples, scored after each epoch; null for none.</param>
    /// <param name="settings">The settings of training; null values are chosen from the number of training examples.</param>
    /// <param name="seed">The seed of the order of examples and of all other random numbers; 1 by default.</param>
    /// <param name="threads">The maximum number of threads that work on a step; 1 by default. The result does not depend on it.</param>
    /// <param name="timeBudget">The time after which the run ends with the best result so far, more than 0; null, the default, for no limit. With a
    /// time budget, the result depends on the machine.</param>
    /// <exception cref="ArgumentException">A setting is invalid, or the examples do not fit the network.</exception>
    public Trainer(
        Network<T> network, Examples<T> training, Examples<T>? validation, TrainingSettings settings, ulong seed = 1, int threads = 1, TimeSpan? timeBudget = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();
        if (threads < 1)
            throw new ArgumentException(FormattableString.Invariant($"{threads} threads, expected 1 or more"));
        if (timeBudget is { } budget && (budget <= TimeSpan.Zero || budget > LongestBudget))
            throw new ArgumentException(FormattableString.Invariant($"a time budget of {budget.TotalSeconds} s, expected more than 0 and at most {LongestBudget.TotalSeconds} s"));
        if (settings.Optimizer is FullBatchSolver solver && network.Spec.RandomnessBeside(settings.Frozen ?? []) is { } randomness)
            throw new ArgumentException($"{solver.GetType().Name} evaluates a point more than once and compares costs, so it cannot train with {randomness}; use a first-order rule such as adam");
        if (settings.EarlyStopping == true && validation is null)
            throw new ArgumentException("early stopping needs a validation part to judge by");
        if (training.Count == 0)
            throw new ArgumentException("no rows to train on, expected 1 or more");
        settings = settings.For(training.Count) with { EarlyStopping = settings.EarlyStopping ?? validation is not null };
        this.network = network;
        this.settings = settings with { Optimizer = settings.ToOptimizer(), LearningRate = settings.EffectiveLearningRate };
        this.training = training;
        this.validation = validation;
        this.seed = seed;
        this.threads = threads;
        this.timeBudget = timeBudget;
    }

    /// <summary>Called after each step, with the network at that time.</summary>
    public Action<Network<T>, StepRecord>? StepEnded { get; init; }

    /// <summary>Called after each complete epoch, including epoch 0, with the network at that time.</summary>
    public Action<Network<T>, EpochRecord>? EpochEnded { get; init; }

    /// <summary>Called after each epoch whose validation loss is the lowest so far, including epoch 0, with the network at that time.</summary>
    public Action<Network<T>, EpochRecord>? Improved { get; init; }

    /// <summary>Called when the run is over, with the final network.</summary>
    public Action<Network<T>, TrainingResult>? Stopped { get; init; }

    /// <summary>The processes that train together and all perform the same run; null for this one only.</summary>
    internal IPieceGroup? Group { get; init; }

    /// <summary>The processes that perform the same run together, on slices of the optimizer's state; null for this one only.</summary>
    internal IProcessGroup? Processes { get; init; }

    /// <summary>The state to continue from; null to start a new run.</summary>
    internal TrainingState<T>? ResumeFrom { get; init; }

    /// <summary>
    /// Decides after each epoch whether a checkpoint is due; the second argument is true if the epoch completes the run. In a group the first process
    /// decides.
    /// </summary>
    internal Func<EpochRecord, bool, bool>? IsCheckpointDue { get; init; }

    /// <summary>Called with the state of the run when a checkpoint is due.</summary>
    internal Action<EpochRecord, TrainingState<T>>? Checkpoint { get; init; }

    /// <summary>
    /// Trains until the epoch limit is reached or there is another reason to stop. The result is the network of the epoch with the lowest validation
    /// loss if early stopping is on, or if the run is cancelled or out of time; otherwise that of the last complete epoch.
    /// </summary>
    /// <param name="progress">Receives the progress of the run.</param>
    /// <param name="cancellation">Ends the run at the next step.</param>
    public TrainingResult Run(IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (this.timeBudget is { } budget)
            end.CancelAfter(budget);
        using ProcessPieces? processes = this.Processes is { } group ? new ProcessPieces(group, end.Token) : null;
        CancellationToken ending = processes?.Cancellation ?? end.Token;
        TrainingRun<T> run = this.RunFrom(this.ResumeFrom, processes);
        if (this.ResumeFrom is null)
            this.Tell(run, run.Begin());

        Action<StepRecord> stepped = Stepped; // created once: a step allocates nothing
        while (run.Stop is null)
        {
            Advance advance = run.Step(stepped, ending);
            if (advance is not (Advance.Epoch or Advance.BestEpoch))
                continue;
            this.Tell(run, advance == Advance.BestEpoch);
            progress?.Report(new TrainingProgress(run.Latest.Epoch, this.settings.Epochs!.Value, 0, run.Runner.Steps, run.Latest));
        }

        StopReason stop = run.Stop.Value;
        if (stop == StopReason.Cancelled && !cancellation.IsCancellationRequested)
            stop = StopReason.TimeBudget;
        bool best = this.WantsBest || stop is StopReason.Cancelled or StopReason.TimeBudget;
        int chosen = best ? run.GoToBest() : run.Latest.Epoch;
        var result = new TrainingResult(run.History, stop, run.StopMessage ?? stop.Message(), chosen) { Divergence = run.Divergence };
        this.Stopped?.Invoke(this.network, result);
        return result;

        void Stepped(StepRecord step)
        {
            this.StepEnded?.Invoke(this.network, step);
            if (step.Step % StepsBetweenReports == 0)
                progress?.Report(new TrainingProgress(step.Epoch - 1, this.settings.Epochs!.Value, step.Step, run.Runner.Steps, run.Latest));
        }
    }

    /// <summary>Creates a run at its start, to be followed by <see cref="TrainingRun{T}.Begin"/>, or from a saved state.</summary>
    internal TrainingRun<T> RunFrom(TrainingState<T>? state, ProcessPieces? processes = null)
        => new(this.network, this.training, this.validation, this.settings, this.seed, this.threads, new(this.settings.PieceRows, processes ?? this.Group), state);

    /// <summary>Whether the result is the epoch with the lowest validation loss.</summary>
    internal bool WantsBest => this.settings.EarlyStopping == true;

    private void Tell(TrainingRun<T> run, bool improved)
    {
        this.EpochEnded?.Invoke(this.network, run.Latest);
        if (improved)
            this.Improved?.Invoke(this.network, run.Latest);
        bool isDue = this.IsCheckpointDue?.Invoke(run.Latest, run.IsComplete) ?? false;
        if (this.Processes is { } group)
            isDue = SameParameters.Check(group, this.network, run.Latest.Epoch, isDue);
        if (!isDue)
            return;
        TrainingState<T> state = run.Save();
        this.Checkpoint?.Invoke(run.Latest, state);
    }
}
