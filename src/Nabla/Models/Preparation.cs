using System.Numerics;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>Converts raw data to the inputs of a network.</summary>
internal static class Preparation
{
    /// <summary>Creates examples with scaled features, and with classes, labels or scaled targets.</summary>
    /// <param name="dataset">The raw data.</param>
    /// <param name="preprocessor">The preprocessor.</param>
    /// <param name="targetScaler">The scaler of a regression's targets; null for other tasks.</param>
    /// <param name="outputs">The outputs of the network.</param>
    /// <param name="classWeights">The weights of the classes, multiplied by those of the examples; null for weights of 1.</param>
    /// <param name="readOnce">Whether each example is read only once, so that its features need not be stored.</param>
    public static Examples<T> Examples<T>(Dataset dataset, Preprocessor preprocessor, Scaler? targetScaler, int outputs, double[]? classWeights = null, bool readOnce = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[]? weights = dataset.Weights is null && classWeights is null ? null : new T[dataset.Rows];
        for (int row = 0; row < weights?.Length; row++)
            weights[row] = T.CreateTruncating((dataset.Weights?[row] ?? 1) * (classWeights?[dataset.Labels[row]] ?? 1));
        Matrix<T>? targets = dataset.Targets is { } values ? targetScaler?.Transform<T>(values) ?? Labels<T>(values) : null;
        if (dataset.Source.IsInMemory && !readOnce)
        {
            Matrix<T> x = preprocessor.Transform<T>(dataset.Source);
            return targets is null ? new Examples<T>(x, dataset.Labels, outputs, weights) : new Examples<T>(x, targets, weights);
        }

        var rows = new EncodedRows(dataset.Source, preprocessor);
        return targets is null ? new Examples<T>(rows, dataset.Labels, outputs, weights) : new Examples<T>(rows, targets, weights);
    }

    /// <summary>Refuses a regression's targets that are invalid for the loss.</summary>
    /// <exception cref="ArgumentException">A row has such targets.</exception>
    public static void CheckTargets(Dataset dataset, Loss loss)
    {
        for (int row = 0; dataset.Task == LearningTask.Regression && row < dataset.Rows; row++)
        {
            if (loss.Refuses(dataset.Targets!.Row(row)) is { } reason)
                throw new ArgumentException($"data set '{dataset.Name}', row {row}: {reason}");
        }
    }

    /// <summary>
    /// Creates the scaler of a regression's targets: the given divisor; otherwise standard scaling for a linear output, and none for an output with a
    /// limited range.
    /// </summary>
    /// <exception cref="ArgumentException">A scale is set, but the targets are not numbers.</exception>
    public static Scaler? TargetScaler(Dataset dataset, NetworkSpec spec, double? scale)
    {
        if (dataset.Task != LearningTask.Regression)
            return scale is null ? null : throw new ArgumentException($"a target scale is for numbers, and the target of '{dataset.Name}' is a class; leave out --target-scale");
        if (scale is not { } divisor)
            return Scaler.Fit(spec.OutputLayer.Activation is Identity ? ScalerMethod.Standard : ScalerMethod.None, dataset.Targets!);
        return new Scaler(ScalerMethod.None, [.. dataset.TargetNames.Select(_ => 0.0)], [.. dataset.TargetNames.Select(_ => divisor)]);
    }

    /// <summary>The scaled range of each target in training, and in earlier training; null if the targets are not numbers.</summary>
    public static ValueList<OutputLimits>? OutputLimits(Dataset dataset, Scaler? scaler, ValueList<OutputLimits>? earlier)
    {
        if (dataset.Task != LearningTask.Regression)
            throw new ArgumentException($"the target of '{dataset.Name}' is a class, and only predictions of numbers can be clamped; leave out --clamp-predictions");
        Matrix<double> scaled = scaler!.Transform<double>(dataset.Targets!);
        var ranges = new OutputLimits[scaled.Columns];
        for (int target = 0; target < ranges.Length; target++)
        {
            double least = earlier?[target].Least ?? double.PositiveInfinity, greatest = earlier?[target].Greatest ?? double.NegativeInfinity;
            for (int row = 0; row < scaled.Rows; row++)
                (least, greatest) = (Math.Min(least, scaled[row, target]), Math.Max(greatest, scaled[row, target]));
            ranges[target] = new OutputLimits(least, greatest);
        }

        return [.. ranges];
    }

    private static Matrix<T> Labels<T>(Matrix<double> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => new(Array.ConvertAll(targets.Data, T.CreateTruncating), targets.Rows, targets.Columns);
}
