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
    private readonly CostEvaluator<T>? validationEvaluator;
    private readonly int[] validationRows;
    private readonly T[] kept;

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
        if (options.Optimizer is Solver solver && network.Spec.Randomness is { } randomness)
            throw new ArgumentException($"{solver.GetType().Name} evaluates a point more than once and compares costs, so it cannot train with {randomness}; use a first-order rule such as adam");
        if (training.Count == 0)
            throw new ArgumentException("no rows to train on, wanted 1 or more");
        this.network = network;
        this.options = options;
        this.training = training;
        this.validationEvaluator = validation is null ? null : new CostEvaluator<T>(network, validation, validation.Count, options.Threads);
        this.validationRows = [.. Enumerable.Range(0, validation?.Count ?? 0)];
        this.kept = network.Parameters.ToArray();
    }

    /// <summary>Called after each complete epoch, epoch 0 among them, with the network as it then is.</summary>
    public Action<Network<T>, EpochRecord>? EpochEnded { get; init; }

    /// <summary>
    /// Trains until the epochs are done, the run diverges or it is cancelled. A run that diverges or is cancelled inside an epoch
    /// leaves the network as it was after the last complete epoch; a cancelled one with a validation part, as it was best on that.
    /// </summary>
    public TrainingResult Run(IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        EpochRunner<T> runner = this.options.Optimizer switch
        {
            Solver solver => new SolverRunner<T>(this.network, this.training, solver, this.options),
            UpdateRule rule => new MiniBatchRunner<T>(this.network, this.training, rule, this.options),
            _ => throw new NotSupportedException($"an optimizer that is neither rule nor solver: {this.options.Optimizer}"),
        };
        var history = new List<EpochRecord>();
        EpochRecord latest = this.Begin();
        var best = new Best(latest, this.validationEvaluator is null ? null : (T[])this.kept.Clone());
        history.Add(latest);
        (StopReason Reason, string? Message) stop = (StopReason.MaxEpochs, null);
        for (int epoch = 1; epoch <= this.options.Epochs; epoch++)
        {
            EpochOutcome outcome = runner.Run(epoch, Stepped, cancellation);
            if (outcome.Stop is { } reason)
                stop = (reason, outcome.StopMessage);
            if (outcome is { Stop: not null, IsComplete: false })
            {
                this.kept.CopyTo(this.network.Parameters);
                break;
            }

            latest = this.Complete(epoch, outcome);
            history.Add(latest);
            this.network.Parameters.CopyTo(this.kept);
            best.Consider(latest, this.kept);
            this.EpochEnded?.Invoke(this.network, latest);
            progress?.Report(new TrainingProgress(epoch, this.options.Epochs, 0, runner.Steps, latest));
            if (outcome.Stop is not null)
                break;

            void Stepped(int step)
            {
                if (step % StepsBetweenReports == 0)
                    progress?.Report(new TrainingProgress(epoch - 1, this.options.Epochs, step, runner.Steps, latest));
            }
        }

        int chosen = latest.Epoch;
        if (stop.Reason == StopReason.Cancelled && best.Parameters is not null)
        {
            best.Parameters.CopyTo(this.network.Parameters);
            chosen = best.Record.Epoch;
        }

        return new TrainingResult(history, stop.Reason, stop.Message ?? stop.Reason.Message(), chosen);
    }

    private EpochRecord Begin()
    {
        Evaluation before = Scoring.Evaluate(this.network, this.training, this.options.Threads);
        EpochRecord record = this.Complete(0, new EpochOutcome(before.Cost, before.Accuracy, 0));
        this.EpochEnded?.Invoke(this.network, record);
        return record;
    }

    private EpochRecord Complete(int epoch, EpochOutcome outcome)
    {
        (double loss, double accuracy) = (outcome.Loss, outcome.Accuracy);
        if (this.options.EvaluateTraining && epoch > 0)
        {
            Evaluation whole = Scoring.Evaluate(this.network, this.training, this.options.Threads);
            (loss, accuracy) = (whole.Cost, whole.Accuracy);
        }

        Evaluation? judged = this.validationEvaluator?.Evaluate(this.network.Parameters, this.validationRows, []);
        return new EpochRecord(
            epoch,
            loss,
            Known(accuracy),
            judged is { } v ? Networks.Cost.Scale(this.network.Spec, v.Weight) * v.Loss : null,
            judged is { } w ? Known(w.Accuracy) : null,
            outcome.LearningRate);

        static double? Known(double value) => double.IsNaN(value) ? null : value;
    }

    /// <summary>The best epoch by validation loss and its parameters.</summary>
    private sealed class Best(EpochRecord record, T[]? parameters)
    {
        public EpochRecord Record { get; private set; } = record;

        public T[]? Parameters => parameters;

        public void Consider(EpochRecord candidate, ReadOnlySpan<T> values)
        {
            if (parameters is null || !(candidate.ValidationLoss < this.Record.ValidationLoss))
                return;
            this.Record = candidate;
            values.CopyTo(parameters);
        }
    }
}
