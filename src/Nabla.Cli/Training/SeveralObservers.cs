using System.Numerics;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Training;

namespace Nabla.Cli.Training;

/// <summary>Notifies several observers in order.</summary>
internal sealed class SeveralObservers(params IReadOnlyList<ITrainingObserver> observers) : ITrainingObserver
{
    public void StepEnded<T>(Network<T> network, StepRecord step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ITrainingObserver observer in observers)
            observer.StepEnded(network, step);
    }

    public void EpochEnded<T>(Network<T> network, Examples<T> training, EpochRecord record)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ITrainingObserver observer in observers)
            observer.EpochEnded(network, training, record);
    }

    public void Improved<T>(Network<T> network, EpochRecord record)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ITrainingObserver observer in observers)
            observer.Improved(network, record);
    }

    public void Stopped<T>(Network<T> network, TrainingResult result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ITrainingObserver observer in observers)
            observer.Stopped(network, result);
    }
}
