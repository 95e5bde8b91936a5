using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Data;
using Nabla.Networks;
using Nabla.Training;

namespace Nabla.Models;

/// <content>
/// Predictions for single rows, the same bits as in a batch. Any number of threads may ask at the same time; a row of numbers is
/// predicted without allocation.
/// </content>
public sealed partial class Model
{
    private const int OnStack = 128;

    // Whether the outputs are the probabilities of the classes or labels as they are.
    private bool HasProbabilities => this.Task == LearningTask.MultiLabel || this.Network.OutputLayer.Activation is Softmax;

    /// <summary>The name of the class of one row.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="row">A raw value for each of <see cref="FeatureNames"/>; of a table as <see cref="Encode(Table)"/> gives it.</param>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    /// <exception cref="InvalidOperationException">The model does not predict classes.</exception>
    public string PredictClass<T>(ReadOnlySpan<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => this.ClassNames[this.PredictClassIndex(row)];

    /// <summary>The name of the class of a row by name.</summary>
    /// <inheritdoc cref="Encode(IReadOnlyDictionary{string, object?})"/>
    public string PredictClass(IReadOnlyDictionary<string, object?> row) => this.PredictClass<double>(this.Encode(row));

    /// <summary>The class of one row, as an index into <see cref="ClassNames"/>.</summary>
    /// <inheritdoc cref="PredictClass{T}(ReadOnlySpan{T})"/>
    [SkipLocalsInit]
    public int PredictClassIndex<T>(ReadOnlySpan<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        this.Need(LearningTask.Classification, "classes");
        if (row.Length != this.FeatureNames.Count)
            throw new ArgumentException($"a row of {row.Length} values, the model takes {this.FeatureNames.Count}");
        int length = this.Network.Outputs;
        double[]? rented = length > OnStack ? ArrayPool<double>.Shared.Rent(length) : null;
        Span<double> buffer = rented ?? stackalloc double[OnStack];
        this.runner.Outputs(row, this.Preprocessor, buffer[..length]);
        int index = Decision.Of<double>(buffer[..length]);
        if (rented is not null)
            ArrayPool<double>.Shared.Return(rented);
        return index;
    }

    /// <summary>The probability of each class or label of one row.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="row">A raw value for each of <see cref="FeatureNames"/>; of a table as <see cref="Encode(Table)"/> gives it.</param>
    /// <param name="result">A place for each class or label.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    /// <exception cref="InvalidOperationException">The model does not predict probabilities.</exception>
    public void PredictProbabilities<T>(ReadOnlySpan<T> row, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        this.NeedProbabilities();
        this.PredictRow(row, result);
    }

    /// <summary>The probability of each class or label of a row by name.</summary>
    /// <inheritdoc cref="Encode(IReadOnlyDictionary{string, object?})"/>
    public double[] PredictProbabilities(IReadOnlyDictionary<string, object?> row)
    {
        this.NeedProbabilities();
        return this.PredictRow(row);
    }

    /// <summary>Each label of one row, 1 for yes and 0 for no: yes where its probability is above ½.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="row">A raw value for each of <see cref="FeatureNames"/>; of a table as <see cref="Encode(Table)"/> gives it.</param>
    /// <param name="result">A place for each label.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    /// <exception cref="InvalidOperationException">The model does not predict labels.</exception>
    public void PredictLabels<T>(ReadOnlySpan<T> row, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        this.Need(LearningTask.MultiLabel, "labels");
        this.PredictRow(row, result, asLabels: true);
    }

    /// <summary>Each label of a row by name, 1 for yes and 0 for no.</summary>
    /// <inheritdoc cref="Encode(IReadOnlyDictionary{string, object?})"/>
    public double[] PredictLabels(IReadOnlyDictionary<string, object?> row)
    {
        this.Need(LearningTask.MultiLabel, "labels");
        return this.PredictRow(row, asLabels: true);
    }

    /// <summary>The predicted value of one row, in the target's unit, by a model with one target.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="row">A raw value for each of <see cref="FeatureNames"/>; of a table as <see cref="Encode(Table)"/> gives it.</param>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    /// <exception cref="InvalidOperationException">The model does not predict values, or has several targets.</exception>
    public T PredictValue<T>(ReadOnlySpan<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        this.NeedOneTarget();
        T value = default;
        this.PredictRow(row, new Span<T>(ref value));
        return value;
    }

    /// <summary>The predicted value of a row by name, in the target's unit, by a model with one target.</summary>
    /// <inheritdoc cref="Encode(IReadOnlyDictionary{string, object?})"/>
    public double PredictValue(IReadOnlyDictionary<string, object?> row)
    {
        this.NeedOneTarget();
        return this.PredictRow(row)[0];
    }

    /// <summary>The predicted value of each target of one row, in the targets' units.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="row">A raw value for each of <see cref="FeatureNames"/>; of a table as <see cref="Encode(Table)"/> gives it.</param>
    /// <param name="result">A place for each target.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    /// <exception cref="InvalidOperationException">The model does not predict values.</exception>
    public void PredictValues<T>(ReadOnlySpan<T> row, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        this.Need(LearningTask.Regression, "values");
        this.PredictRow(row, result);
    }

    /// <summary>The predicted value of each target of a row by name, in the targets' units.</summary>
    /// <inheritdoc cref="Encode(IReadOnlyDictionary{string, object?})"/>
    public double[] PredictValues(IReadOnlyDictionary<string, object?> row)
    {
        this.Need(LearningTask.Regression, "values");
        return this.PredictRow(row);
    }

    private double[] PredictRow(IReadOnlyDictionary<string, object?> row, bool asLabels = false)
    {
        var result = new double[this.ResultCount];
        this.PredictRow<double>(this.Encode(row), result, asLabels);
        return result;
    }

    // The probabilities of classes or labels, the labels, or the values in their units.
    [SkipLocalsInit]
    private void PredictRow<T>(ReadOnlySpan<T> row, Span<T> result, bool asLabels = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int wanted = this.ResultCount;
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
            result[i] = asLabels ? Label<T>(values[i]) : T.CreateTruncating(values[i]);
        if (rented is not null)
            ArrayPool<double>.Shared.Return(rented);
    }

    private int ResultCount => this.Task == LearningTask.Classification ? this.ClassNames.Count : this.Info.TargetNames.Count;

    private static T Label<T>(double probability)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => probability > 0.5 ? T.One : T.Zero;

    private void NeedProbabilities()
    {
        if (this.Task == LearningTask.Regression)
            this.Need(LearningTask.Classification, "probabilities");
    }

    private void NeedOneTarget()
    {
        this.Need(LearningTask.Regression, "values");
        if (this.Info.TargetNames.Count != 1)
            throw new InvalidOperationException($"the model has {this.Info.TargetNames.Count} targets: use {nameof(this.PredictValues)}");
    }
}
