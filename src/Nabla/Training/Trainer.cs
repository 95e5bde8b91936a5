using System.Numerics;
using Nabla.Networks;
using Nabla.Optimization;

namespace Nabla.Training;

/// <summary>Trains networks: one loop over epochs for every optimizer.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Trainer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Progress inside an epoch is reported every so many steps.
    private const int StepsBetweenReports = 64;

    private readonly Network<T> network;
    private readonly TrainingOptions options;
    private readonly Examples<T> training;
    private readonly Examples<T>? validation;

    /// <summary>A run that is ready to start.</summary>
    /// <param name="network">The network; its parameters are where training starts and where it leaves its result.</param>
    /// <param name="training">What it learns from.</param>
    /// <param name="validation">What it is judged by after each epoch; null for nothing.</param>
    /// <param name="options">How it is trained.</param>
    /// <exception cref="ArgumentException">An option makes no sense, or the examples do not fit the network.</exception>
    public Trainer(Network<T> network, Examples<T> training, Examples<T>? validation, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.Optimizer is FullBatchSolver solver && network.Spec.Randomness is { } randomness)
            throw new ArgumentException($"{solver.GetType().Name} evaluates a point more than once and compares costs, so it cannot train with {randomness}; use a first-order rule such as adam");
        if (options.EarlyStopping is not null && validation is null)
            throw new ArgumentException("early stopping needs a validation part to judge by");
        if (training.Count == 0)
            throw new ArgumentException("no rows to train on, wanted 1 or more");
        this.network = network;
        this.options = options;
        this.training = training;
        this.validation = validation;
    }

    /// <summary>Called after each step, with the network as it then is.</summary>
    public Action<Network<T>, StepRecord>? StepEnded { get; init; }

    /// <summary>Called after each complete epoch, epoch 0 among them, with the network as it then is.</summary>
    public Action<Network<T>, EpochRecord>? EpochEnded { get; init; }

    /// <summary>Called after each epoch whose validation loss is the lowest so far, epoch 0 among them, with the network as it then is.</summary>
    public Action<Network<T>, EpochRecord>? Improved { get; init; }

    /// <summary>Called when the run is over, with the network as it stays.</summary>
    public Action<Network<T>, TrainingResult>? Stopped { get; init; }

    /// <summary>Where the run goes on from; null to begin.</summary>
    internal TrainingState<T>? ResumeFrom { get; init; }

    /// <summary>Called after each complete epoch with what gives the state of the run.</summary>
    internal Action<EpochRecord, Func<TrainingState<T>>>? Checkpoint { get; init; }

    /// <summary>
    /// Trains until the epochs are done or there is another reason to stop. With early stopping the network is left as it was when the
    /// validation loss was lowest, and so it is without when the run is cancelled or its time is up; otherwise as it was after the
    /// last complete epoch.
    /// </summary>
    /// <param name="progress">Told how far the run is.</param>
    /// <param name="cancellation">Ends the run at the next step.</param>
    public TrainingResult Run(IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (this.options.TimeBudget is { } budget)
            end.CancelAfter(budget);
        var run = new TrainingRun<T>(this.network, this.training, this.validation, this.options, this.ResumeFrom);
        if (this.ResumeFrom is null)
            this.Tell(run, run.Begin());

        string? message = null;
        Divergence? divergence = null;
        StopReason? stop;
        while ((stop = run.ReasonToStop) is null)
        {
            EpochOutcome outcome = run.Runner.Run(run.Latest.Epoch + 1, Stepped, end.Token);
            if (outcome is { Stop: not null, IsComplete: false })
            {
                (stop, message, divergence) = (outcome.Stop, outcome.StopMessage, outcome.Divergence);
                run.GoBack();
                break;
            }

            this.Tell(run, run.Complete(outcome));
            progress?.Report(new TrainingProgress(run.Latest.Epoch, this.options.Epochs, 0, run.Runner.Steps, run.Latest));
            if ((stop = outcome.Stop) is not null)
                break;
        }

        if (stop == StopReason.Cancelled && !cancellation.IsCancellationRequested)
            stop = StopReason.TimeBudget;
        bool best = this.options.EarlyStopping is not null || stop is StopReason.Cancelled or StopReason.TimeBudget;
        int chosen = best ? run.GoToBest() : run.Latest.Epoch;
        var result = new TrainingResult(run.History, stop.Value, message ?? stop.Value.Message(), chosen) { Divergence = divergence };
        this.Stopped?.Invoke(this.network, result);
        return result;

        void Stepped(StepRecord step)
        {
            this.StepEnded?.Invoke(this.network, step);
            if (step.Step % StepsBetweenReports == 0)
                progress?.Report(new TrainingProgress(step.Epoch - 1, this.options.Epochs, step.Step, run.Runner.Steps, run.Latest));
        }
    }

    private void Tell(TrainingRun<T> run, bool improved)
    {
        this.EpochEnded?.Invoke(this.network, run.Latest);
        if (improved)
            this.Improved?.Invoke(this.network, run.Latest);
        this.Checkpoint?.Invoke(run.Latest, run.Save);
    }
}
