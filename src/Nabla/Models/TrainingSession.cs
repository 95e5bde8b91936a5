using System.Numerics;
using Nabla.Networks;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>
/// A run controlled by its caller, by steps or epochs, forward and back. In any order, an epoch has the same bits as in <see
/// cref="ModelTrainer.Train(TrainingPlan, RunControl?)"/>. Not thread-safe.
/// </summary>
public abstract class TrainingSession
{
    private protected TrainingSession(TrainingPlan plan) => this.Plan = plan;

    /// <summary>The plan of training.</summary>
    public TrainingPlan Plan { get; }

    /// <summary>The history from epoch 0, before training, to the latest complete epoch.</summary>
    public abstract IReadOnlyList<EpochRecord> History { get; }

    /// <summary>The latest complete epoch.</summary>
    public int Epoch => this.History[^1].Epoch;

    /// <summary>The steps taken in the epoch after <see cref="Epoch"/>; 0 between epochs.</summary>
    public abstract int Step { get; }

    /// <summary>The number of steps per epoch.</summary>
    public abstract int StepsPerEpoch { get; }

    /// <summary>The epoch with the lowest validation loss so far; the latest one without a validation part.</summary>
    public abstract int BestEpoch { get; }

    /// <summary>The reason why the run ended; null if it has not ended.</summary>
    public abstract StopReason? Stop { get; }

    /// <summary>The reason as a sentence without a full stop; null if the run has not ended.</summary>
    public abstract string? StopMessage { get; }

    /// <summary>The place of the first number that is not finite; null if the run did not diverge.</summary>
    public abstract Divergence? Divergence { get; }

    /// <summary>Starts a run.</summary>
    /// <param name="plan">The plan of the run.</param>
    /// <param name="threads">The largest number of threads, 1 or more; 1 by default. It does not change the bits.</param>
    /// <exception cref="ArgumentException">The settings contradict each other or do not fit the data, or require two runs.</exception>
    public static TrainingSession Begin(TrainingPlan plan, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Choosing is not null)
            throw new ArgumentException("a session is a single run, but these settings require two: leave out Refit, or use the plan's Choosing", nameof(plan));
        if (plan.Settings.Ensemble is not null)
            throw new ArgumentException("an ensemble trains its networks at the same time, and has no single run to step through: leave out Ensemble (--ensemble, --seeds)", nameof(plan));
        return plan.Settings.Precision == Precision.Double ? new TrainingSession<double>(plan, threads) : new TrainingSession<float>(plan, threads);
    }

    /// <summary>
    /// Takes one step. A run that diverges returns to its last complete epoch.
    /// </summary>
    /// <returns>Whether a step was taken; false if the run is over.</returns>
    public abstract bool Advance();

    /// <summary>Moves back or forward to a point of the run; saved states shorten the way back.</summary>
    /// <param name="epoch">The complete epochs, from 0.</param>
    /// <param name="step">The steps in the epoch after that; 0 by default.</param>
    public abstract void GoTo(int epoch, int step = 0);

    /// <summary>The model of the current network, also in the middle of an epoch, without scores.</summary>
    public abstract Model Now();

    /// <summary>
    /// The model that <see cref="ModelTrainer.Train(TrainingPlan, RunControl?)"/> gives for the number of complete epochs, with the same bytes if
    /// <see cref="TrainingSettings.EvaluateEvery"/> is 1. The run can continue afterwards.
    /// </summary>
    public abstract Model Finish();
}

/// <summary>A run controlled by its caller, for a number type.</summary>
internal sealed class TrainingSession<T> : TrainingSession
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int threads;
    private readonly TrainingSetup<T> setup;
    private readonly Trainer<T> trainer;
    private readonly ModelInfo info;
    private readonly KeptStates<T> states;
    private TrainingRun<T> run;
    private int step;

    public TrainingSession(TrainingPlan plan, int threads)
        : base(plan)
    {
        this.threads = threads;
        this.setup = TrainingSetup<T>.Of(plan);
        this.trainer = new Trainer<T>(this.setup.Network, this.setup.Training, this.setup.Validation, plan.Settings.Training, plan.Settings.Seed, threads);
        this.info = ModelTrainer.InfoOf(plan);
        this.run = this.trainer.RunFrom(null);
        this.run.Begin();
        this.states = new KeptStates<T>(this.run.Save().Copy());
    }

    public override IReadOnlyList<EpochRecord> History => this.run.History;

    public override int Step => this.step;

    public override int StepsPerEpoch => this.run.Runner.Steps;

    public override int BestEpoch => this.run.BestEpoch;

    public override StopReason? Stop => this.run.Stop;

    public override string? StopMessage => this.run.StopMessage ?? this.run.Stop?.Message();

    public override Divergence? Divergence => this.run.Divergence;

    public override bool Advance()
    {
        Advance advance = this.run.Step(static _ => { }, CancellationToken.None);
        this.step = advance == Training.Advance.Step ? this.step + 1 : 0;
        if (advance is Training.Advance.Epoch or Training.Advance.BestEpoch && this.states.Wants(this.run.Latest.Epoch))
            this.states.Keep(this.run.Save().Copy());
        return advance != Training.Advance.None;
    }

    public override void GoTo(int epoch, int step = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        if (epoch < this.Epoch || (epoch == this.Epoch && step < this.step) || this.Stop is not null)
        {
            this.run = this.trainer.RunFrom(this.states.NotAfter(epoch));
            this.step = 0;
        }

        while ((this.Epoch < epoch || (this.Epoch == epoch && this.step < step)) && this.Advance())
        {
            // The way there.
        }
    }

    public override Model Now()
    {
        var network = new Network<T>(this.Plan.Network);
        this.setup.Network.Parameters.CopyTo(network.Parameters);
        this.setup.Network.Statistics.CopyTo(network.Statistics);
        ModelInfo now = this.info with { History = [.. this.History] };
        return new Model([new NetworkPredictor<T>(network, now)], now);
    }

    public override Model Finish()
    {
        var network = new Network<T>(this.Plan.Network);
        this.run.CopyTo(network, this.trainer.WantsBest);
        MlpSettings settings = this.Plan.Settings;
        if (this.Stop is null)
            settings = settings with { Training = settings.Training with { Epochs = this.Epoch } };
        StopReason stop = this.Stop ?? StopReason.MaxEpochs;
        var result = new TrainingResult([.. this.History], stop, this.StopMessage ?? stop.Message(), this.trainer.WantsBest ? this.BestEpoch : this.Epoch) { Divergence = this.Divergence };
        return ModelTrainer.Finished(this.Plan, this.info with { Settings = settings }, network, result, this.threads);
    }
}
