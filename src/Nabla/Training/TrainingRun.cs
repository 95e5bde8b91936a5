using System.Numerics;
using Nabla.Networks;
using Nabla.Optimization;

namespace Nabla.Training;

/// <summary>What changes from epoch to epoch while a network is trained, and how it is saved and loaded.</summary>
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

    /// <summary>A run at its beginning, or where it was saved, by settings of which all are decided.</summary>
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
        this.best = validation is null ? null : new BestEpoch<T>(network, settings.EarlyStopping == true ? settings.Patience : null, settings.MinChange);
        this.kept = new Snapshot<T>(network);
        if (from is not null)
            this.LoadNetwork(from);
        this.Runner = settings.Optimizer switch
        {
            FullBatchSolver solver => new SolverRunner<T>(network, training, solver, settings, seed, threads, pieces),
            UpdateRule rule => new MiniBatchRunner<T>(network, training, rule, settings, seed, threads, pieces),
            _ => throw new NotSupportedException($"an optimizer that is neither rule nor solver: {settings.Optimizer}"),
        };
        if (from is not null)
            this.Runner.Load(from);
    }

    /// <summary>What an epoch does.</summary>
    public EpochRunner<T> Runner { get; }

    /// <summary>The complete epochs, from epoch 0.</summary>
    public IReadOnlyList<EpochRecord> History => this.history;

    /// <summary>The latest complete epoch.</summary>
    public EpochRecord Latest => this.history[^1];

    /// <summary>Why there is no further epoch; null if there is one.</summary>
    public StopReason? ReasonToStop
        => this.best is { IsOver: true } ? StopReason.EarlyStopping
            : this.Runner.IsExhausted ? StopReason.ScheduleEnded
            : this.Latest.Epoch >= this.settings.Epochs ? StopReason.MaxEpochs
            : this.IsFlat ? StopReason.CostTolerance
            : null;

    // A rule's epoch has the cost of the point it starts from: that of epoch 1 is that of epoch 0, and says nothing.
    private bool IsFlat => this.settings.CostTolerance is { } tolerance
        && this.history.Count > (this.settings.Optimizer is FullBatchSolver || this.settings.EvaluateTraining ? 1 : 2)
        && Math.Abs(this.history[^1].TrainingLoss - this.history[^2].TrainingLoss) <= tolerance;

    /// <summary>Makes the record of epoch 0; true if there is a validation loss to compare later ones with.</summary>
    public bool Begin()
    {
        Evaluation before = Scoring.Evaluate(this.network, this.training, this.threads, this.pieces);
        return this.Append(0, new EpochOutcome(before.Cost, before.Accuracy, 0));
    }

    /// <summary>Takes a complete epoch in; true if it is the best so far.</summary>
    public bool Complete(EpochOutcome outcome)
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

    /// <summary>Takes the network back to the last complete epoch.</summary>
    public void GoBack() => this.kept.Restore();

    /// <summary>Takes the network back to the best epoch, if there is a validation part that says which that is; the last complete one otherwise.</summary>
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
        Evaluation? judged = judge ? this.validation?.Evaluate(this.network.Parameters, this.validationRows, []) : null;
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
