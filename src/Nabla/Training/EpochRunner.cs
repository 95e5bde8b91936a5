using System.Numerics;
using Nabla.Descriptions;
using Nabla.Optimization;

namespace Nabla.Training;

/// <summary>The outcome of an epoch.</summary>
/// <param name="Loss">The training loss of the epoch, penalties included.</param>
/// <param name="Accuracy">The training accuracy of the epoch; NaN without classes.</param>
/// <param name="LearningRate">The learning rate of its last step.</param>
/// <param name="Stop">The reason why the run ends here; null if it continues.</param>
/// <param name="StopMessage">The reason in words, if there are more details than the value has.</param>
/// <param name="IsComplete">Whether the epoch counts although the run ends with it; otherwise the network is restored to its state before it.</param>
internal readonly record struct EpochOutcome(
    double Loss, double Accuracy, double LearningRate, StopReason? Stop = null, string? StopMessage = null, bool IsComplete = false)
{
    /// <summary>The place of the first number that is not finite; null if all are finite.</summary>
    public Divergence? Divergence { get; init; }

    /// <summary>The norm of each layer's gradient in the last step; null if there was none.</summary>
    public ValueList<double>? GradientNorms { get; init; }
}

/// <summary>Updates the parameters for one epoch: one class per family of optimizers.</summary>
internal abstract class EpochRunner<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The steps of an epoch.</summary>
    public abstract int Steps { get; }

    /// <summary>The number of evaluations of cost and gradient so far; null if steps are counted instead.</summary>
    public virtual int? Evaluations => null;

    /// <summary>Whether there is no learning rate left to continue with.</summary>
    public virtual bool IsExhausted => false;

    /// <summary>Begins an epoch, from 1; an epoch that was begun but not ended is discarded.</summary>
    public abstract void Begin(int epoch);

    /// <summary>Takes the next step of the epoch.</summary>
    /// <param name="stepped">Called after the step.</param>
    /// <param name="cancellation">Checked before the step.</param>
    /// <returns>The outcome of the epoch; null if it has more steps.</returns>
    public abstract EpochOutcome? Step(Action<StepRecord> stepped, CancellationToken cancellation);

    /// <summary>Passes the loss of an epoch to the schedule.</summary>
    public virtual void Observe(double loss)
    {
    }

    /// <summary>Adds the state to save in addition to the network.</summary>
    public abstract void Save(TrainingState<T> state);

    /// <summary>Restores the state added by <see cref="Save"/>.</summary>
    public abstract void Load(TrainingState<T> state);
}
