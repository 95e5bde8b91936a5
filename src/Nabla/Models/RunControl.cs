using System.Numerics;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>Observes and limits a run without changing its results, except by a time budget.</summary>
public sealed record RunControl
{
    /// <summary>The maximum number of threads; 0, the default, for one per processor.</summary>
    public int Threads { get; init; }

    /// <summary>Told how far the run is.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Told of each member of a model of several networks when it is trained; they are trained at the same time.</summary>
    public IProgress<MemberProgress>? Members { get; init; }

    /// <summary>Told of steps, epochs, improvements and the end, with the network at that time.</summary>
    public ITrainingObserver? Observer { get; init; }

    /// <summary>Ends the run early; the best model so far is the result.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The time after which the run ends, with the best model so far as the result; null, the default, for no limit.</summary>
    public TimeSpan? TimeBudget { get; init; }

    /// <summary>Where the run leaves its state and continues from; null, the default, for nowhere.</summary>
    public CheckpointOptions? Checkpoints { get; init; }

    /// <summary>
    /// Processes that make this run together, each of which calls the same with the same data and settings: the model is the same to the bit with
    /// any number of them. Null, the default, for this one alone.
    /// </summary>
    /// <remarks>Checkpoints are written by process 0. A time budget or a cancellation of any process ends the run of all at the same step.</remarks>
    public IProcessGroup? Group { get; init; }

    /// <summary>Whether the model remembers which rows trained it (<see cref="Model.Rows"/>); it does by default.</summary>
    public bool RememberRows { get; init; } = true;

    internal int ThreadCount => this.Threads > 0 ? this.Threads : Environment.ProcessorCount;
}

/// <summary>Observes a network while it is trained, whatever its number type. Each method does nothing unless implemented.</summary>
public interface ITrainingObserver
{
    /// <summary>Called after each step.</summary>
    void StepEnded<T>(Network<T> network, StepRecord step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
    }

    /// <summary>Called after each complete epoch, including epoch 0.</summary>
    void EpochEnded<T>(Network<T> network, Examples<T> training, EpochRecord record)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
    }

    /// <summary>Called after each epoch whose validation loss is the lowest so far, including epoch 0.</summary>
    void Improved<T>(Network<T> network, EpochRecord record)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
    }

    /// <summary>Called when the run is over, with the final network.</summary>
    void Stopped<T>(Network<T> network, TrainingResult result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
    }
}
