using System.Numerics;
using Nabla.Data;
using Nabla.Networks;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>From raw data to what a network takes.</summary>
internal static class Preparation
{
    /// <summary>Examples with scaled features, and with classes or scaled targets.</summary>
    public static Examples<T> Examples<T>(Dataset dataset, Scaler scaler, Scaler? targetScaler, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = scaler.Transform<T>(dataset.Features);
        return dataset.Targets is { } targets
            ? new Examples<T>(x, targetScaler!.Transform<T>(targets))
            : new Examples<T>(x, dataset.Labels, outputs);
    }

    /// <summary>
    /// The scaler of a regression's targets: standard where the output is linear, none where it has a range of its own.
    /// </summary>
    public static Scaler? TargetScaler(Dataset dataset, NetworkSpec spec) => dataset.Targets is { } targets
        ? Scaler.Fit(spec.Layers[^1].Activation is Identity ? ScalerMethod.Standard : ScalerMethod.None, targets)
        : null;
}
