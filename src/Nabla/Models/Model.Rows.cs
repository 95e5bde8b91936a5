using System.Buffers;
using System.Numerics;
using Nabla.Data;
using Nabla.Networks;

namespace Nabla.Models;

/// <content>Predictions for single rows, without allocation.</content>
public sealed partial class Model
{
    private const int OnStack = 128;

    /// <summary>
    /// Predicts for one row: the probability of each class or label, or the values in their units; the same bits as in a batch.
    /// Any number of threads may call it at the same time; nothing is allocated.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="row">A raw value for each of <see cref="FeatureNames"/>; of a table as <see cref="Encode(Table)"/> gives it.</param>
    /// <param name="result">A place for each class, label or target.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void Predict<T>(ReadOnlySpan<T> row, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int wanted = this.Task == LearningTask.Classification ? this.ClassNames.Count : this.Info.TargetNames.Count;
        if (row.Length != this.FeatureNames.Count || result.Length != wanted)
            throw new ArgumentException($"a row of {row.Length} values and room for {result.Length} results, the model takes {this.FeatureNames.Count} and gives {wanted}");
        int length = this.Network.Outputs + wanted;
        double[]? rented = length > OnStack ? ArrayPool<double>.Shared.Rent(length) : null;
        Span<double> buffer = rented ?? stackalloc double[OnStack];
        Span<double> outputs = buffer[..this.Network.Outputs], values = buffer.Slice(outputs.Length, wanted);
        this.runner.Outputs(row, this.Preprocessor, outputs);
        if (this.Info.TargetScaler is { } scaler)
            scaler.Inverse<double, double>(outputs, values);
        else if (this.HasProbabilities)
            outputs.CopyTo(values);
        else
            Probabilities.FromIndependent(outputs, values);
        for (int i = 0; i < values.Length; i++)
            result[i] = T.CreateTruncating(values[i]);
        if (rented is not null)
            ArrayPool<double>.Shared.Return(rented);
    }

    // Whether the outputs are the probabilities of the classes or labels as they are.
    private bool HasProbabilities => this.Task == LearningTask.MultiLabel || this.Network.OutputLayer.Activation is Softmax;
}
