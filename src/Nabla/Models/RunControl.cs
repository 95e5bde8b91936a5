using System.Numerics;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>Controls and observes a run. Only a time budget or a cancellation affects the result.</summary>
public sealed record RunControl
{
    /// <summary>The maximum number of threads; 0, the default, for one per processor.</summary>
    public int Threads { get; init; }

    /// <summary>Receives the progress of the run.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Receives each trained member of a model of several networks, which are trained in parallel.</summary>
    public IProgress<MemberProgress>? Members { get; init; }

    /// <summary>Receives steps, epochs, improvements and the end, with the current network.</summary>
    public ITrainingObserver? Observer { get; init; }

    /// <summary>Ends the run early, with the best model so far as the result.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The time after which the run ends, with the best model so far as the result; null, the default, for no limit.</summary>
    public TimeSpan? TimeBudget { get; init; }

    /// <summary>The options for checkpoints; null, the default, for none.</summary>
    public CheckpointOptions? Checkpoints { get; init; }

    /// <summary>
    /// The processes that train together, each of which makes the same call with the same data and settings; the model has the same bits for any
    /// number of processes. Null, the default, for this process only.
    /// </summary>
    /// <remarks>Checkpoints are written by process 0. A time budget or a cancellation of any process ends the run of all at the same step.</remarks>
    public IProcessGroup? Group { get; init; }

    /// <summary>Whether the model stores a memory of its training rows (<see cref="Model.Rows"/>); true by default.</summary>
    public bool RememberRows { get; init; } = true;

    internal int ThreadCount => this.Threads > 0 ? this.Threads : Environment.ProcessorCount;
}

/// <summary>Observes the training of a network of any number type. By default, each method does nothing.</summary>
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
