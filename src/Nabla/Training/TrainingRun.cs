using System.Numerics;
using Nabla.Networks;
using Nabla.Optimization;

namespace Nabla.Training;

/// <summary>The state of training that changes from epoch to epoch, and how it is saved and loaded.</summary>
internal sealed class TrainingRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> network;
    private readonly TrainingSettings settings;
    private readonly int threads;
    private readonly PieceSettings pieces;
    private readonly Examples<T> training;
    private readonly CostEvaluator<T>? validation;
    private readonly int[] validationRows;
    private readonly Snapshot<T> kept;
    private readonly BestEpoch<T>? best;
    private readonly List<EpochRecord> history = [];
    private bool isInEpoch;

    /// <summary>A run at its start, or at the point where it was saved, with settings without open choices.</summary>
    public TrainingRun(
        Network<T> network, Examples<T> training, Examples<T>? validation, TrainingSettings settings, ulong seed, int threads, PieceSettings pieces, TrainingState<T>? from)
    {
        this.network = network;
        this.settings = settings;
        this.threads = threads;
        this.pieces = pieces;
        this.training = training;
        this.validation = validation is null ? null : new CostEvaluator<T>(network, validation, validation.Count, threads, pieces);
        this.validationRows = [.. Enumerable.Range(0, validation?.Count ?? 0)];
        this.best = validation is null ? null : new BestEpoch<T>(network, settings);
        this.kept = new Snapshot<T>(network);
        if (from is not null)
            this.LoadNetwork(from);
        this.Runner = settings.Optimizer switch
        {
            FullBatchSolver solver => new SolverRunner<T>(network, training, solver, settings, seed, threads, pieces),
            UpdateRule rule => new MiniBatchRunner<T>(network, training, rule, settings, seed, threads, pieces),
            _ => throw new NotSupportedException($"an optimizer that is neither rule nor solver: {settings.Optimizer}"),
        };
        if (from is null)
            return;
        this.Runner.Load(from);
        this.Stop = this.ReasonToStop;
    }

    /// <summary>Runs an epoch.</summary>
    public EpochRunner<T> Runner { get; }

    /// <summary>The complete epochs, from epoch 0.</summary>
    public IReadOnlyList<EpochRecord> History => this.history;

    /// <summary>The latest complete epoch.</summary>
    public EpochRecord Latest => this.history[^1];

    /// <summary>The reason why the run is over; null while it continues.</summary>
    public StopReason? Stop { get; private set; }

    /// <summary>The reason in words, if there are more details than the value has.</summary>
    public string? StopMessage { get; private set; }

    /// <summary>The place of the first number that is not finite; null if all are finite.</summary>
    public Divergence? Divergence { get; private set; }

    /// <summary>
    /// Whether the run is over at the end of an epoch, for a reason that its saved state determines: a run loaded from that state is over too.
    /// </summary>
    public bool IsComplete => this.Stop is { } stop && stop == this.ReasonToStop;

    /// <summary>The epoch with the lowest validation loss so far; the latest one without a validation part.</summary>
    public int BestEpoch => this.best?.Epoch ?? this.Latest.Epoch;

    // The reason why there is no further epoch; null if there is one.
    private StopReason? ReasonToStop
        => this.best is { IsOver: true } ? StopReason.EarlyStopping
            : this.Runner.IsExhausted ? StopReason.ScheduleEnded
            : this.Latest.Epoch >= this.settings.Epochs ? StopReason.MaxEpochs
            : this.IsFlat ? StopReason.CostTolerance
            : null;

    // A first-order epoch has the cost at its starting point: epoch 1 has the cost of epoch 0, so that this difference has no meaning.
    private bool IsFlat => this.settings.CostTolerance is { } tolerance
        && this.history.Count > (this.settings.Optimizer is FullBatchSolver || this.settings.EvaluateTraining ? 1 : 2)
        && Math.Abs(this.history[^1].TrainingLoss - this.history[^2].TrainingLoss) <= tolerance;

    /// <summary>Creates the record of epoch 0; true if there is a validation loss to compare later ones with.</summary>
    public bool Begin()
    {
        Evaluation before = Scoring.Evaluate(this.network, this.training, this.threads, this.pieces);
        bool improved = this.Append(0, new EpochOutcome(before.Cost, before.Accuracy, 0));
        this.Stop = this.ReasonToStop;
        return improved;
    }

    /// <summary>Takes one step. A run that ends inside an epoch restores the network of the last complete one.</summary>
    /// <param name="stepped">Called after the step.</param>
    /// <param name="cancellation">Checked before the step.</param>
    public Advance Step(Action<StepRecord> stepped, CancellationToken cancellation)
    {
        if (this.Stop is not null)
            return Advance.None;
        if (!this.isInEpoch)
            this.Runner.Begin(this.Latest.Epoch + 1);
        this.isInEpoch = true;
        if (this.Runner.Step(stepped, cancellation) is not { } outcome)
            return Advance.Step;
        this.isInEpoch = false;
        if (outcome is { Stop: not null, IsComplete: false })
        {
            (this.Stop, this.StopMessage, this.Divergence) = (outcome.Stop, outcome.StopMessage, outcome.Divergence);
            this.kept.Restore();
            return Advance.None;
        }

        bool improved = this.Complete(outcome);
        this.Stop = outcome.Stop ?? this.ReasonToStop;
        return improved ? Advance.BestEpoch : Advance.Epoch;
    }

    // Records a complete epoch; true if it is the best so far.
    private bool Complete(EpochOutcome outcome)
    {
        if (this.settings.EvaluateTraining)
        {
            Evaluation whole = Scoring.Evaluate(this.network, this.training, this.threads, this.pieces);
            outcome = outcome with { Loss = whole.Cost, Accuracy = whole.Accuracy };
        }

        bool improved = this.Append(this.Latest.Epoch + 1, outcome);
        if (this.validation is null)
            this.Runner.Observe(this.Latest.TrainingLoss);
        else if (this.Latest.ValidationLoss is { } loss)
            this.Runner.Observe(loss);
        return improved;
    }

    /// <summary>Restores the network of the best epoch, if there is a validation part; otherwise that of the last complete epoch.</summary>
    public int GoToBest()
    {
        this.best?.Restore();
        return this.best?.Epoch ?? this.Latest.Epoch;
    }

    /// <summary>The state of the run, which must not change before it is written.</summary>
    public TrainingState<T> Save()
    {
        var state = new TrainingState<T> { History = [.. this.history] };
        state.Add("parameters", this.kept.Parameters);
        state.Add("statistics", this.kept.Statistics);
        this.Runner.Save(state);
        this.best?.Save(state);
        return state;
    }

    /// <summary>Copies the result of the run into another network: the best epoch's parameters if <paramref name="wantBest"/>, else the last complete one's.</summary>
    public void CopyTo(Network<T> other, bool wantBest)
    {
        if (wantBest && this.best is not null)
            this.best.CopyTo(other);
        else
            this.kept.CopyTo(other);
    }

    private void LoadNetwork(TrainingState<T> state)
    {
        state.CopyTo("parameters", this.kept.Parameters);
        state.CopyTo("statistics", this.kept.Statistics);
        this.kept.Restore();
        this.best?.Load(state);
        this.history.AddRange(state.History);
    }

    private bool Append(int epoch, EpochOutcome outcome)
    {
        bool judge = epoch % this.settings.EvaluateEvery == 0 || epoch == this.settings.Epochs;
        Evaluation? judged = judge ? this.validation?.Evaluate(this.network.Parameters, this.validationRows, [], new Pass { JudgesPredictions = true }) : null;
        this.history.Add(new EpochRecord(
            epoch,
            outcome.Loss,
            Known(outcome.Accuracy),
            judged is { } v ? Cost.Scale(this.network.Spec.Reduction, v.Weight) * v.Loss : null,
            judged is { } w ? Known(w.Accuracy) : null,
            outcome.LearningRate)
        {
            GradientNorms = outcome.GradientNorms,
            WeightNorms = LayerNorms.Of<T>(this.network, this.network.Parameters),
            Evaluations = this.Runner.Evaluations,
        });
        this.kept.Take();
        return this.best?.Consider(this.Latest) ?? false;

        static double? Known(double value) => double.IsNaN(value) ? null : value;
    }
}

/// <summary>The progress that a call made.</summary>
internal enum Advance
{
    /// <summary>None: the run is over.</summary>
    None,

    /// <summary>A step that is not the last of its epoch.</summary>
    Step,

    /// <summary>The last step of an epoch.</summary>
    Epoch,

    /// <summary>The last step of an epoch whose validation loss is the lowest so far.</summary>
    BestEpoch,
}
