using System.Numerics;
using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Training;

/// <summary>
/// The examples of a batch during a pass: copies of examples that are not contiguous in memory, and which predictions were correct.
/// </summary>
internal sealed class BatchRows<T>(Network<T> network, Examples<T> examples)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T[] x = [];
    private T[] targets = [];
    private T[] weights = [];
    private double[] correct = [];
    private int count;

    private MatrixView<T> X => new(this.x, this.count, network.Spec.Inputs);

    private MatrixView<T> Targets => new(this.targets, this.count, network.Spec.Outputs);

    /// <summary>Allocates memory for a number of examples.</summary>
    public void MakeRoom(int rows)
    {
        this.x = new T[checked(rows * network.Spec.Inputs)];
        this.targets = new T[checked(rows * network.Spec.Outputs)];
        this.weights = examples.Weights is null ? [] : new T[rows];
        this.correct = examples.Labels is null ? [] : new double[rows];
    }

    /// <summary>The batch of some examples; its views are filled when <see cref="Steps.Before"/> has copied the examples.</summary>
    /// <param name="rows">The indexes of the examples.</param>
    /// <param name="isInPlace">Whether the features are those of the examples themselves, not a copy.</param>
    public Batch<T> Of(scoped ReadOnlySpan<int> rows, out bool isInPlace)
    {
        this.count = rows.Length;
        isInPlace = examples.TryView(rows, out ReadOnlyMatrixView<T> view);
        return new Batch<T>(isInPlace ? view : this.X, this.Targets, examples.Weights is null ? [] : this.weights.AsSpan(0, rows.Length));
    }

    /// <summary>The total weight of the correct predictions among some of the examples.</summary>
    public double CorrectWeight(int first, int count)
    {
        double sum = 0;
        foreach (double weight in this.correct.AsSpan(first, count))
            sum += weight;
        return sum;
    }

    /// <summary>Copies examples before they pass, and checks the predictions afterwards.</summary>
    public readonly ref struct Steps(BatchRows<T> batch, ReadOnlySpan<int> rows, bool isInPlace, Workspace<T> workspace) : IRowSteps
    {
        private readonly ReadOnlySpan<int> rows = rows;

        /// <inheritdoc/>
        public void Before(int first, int count, int threads)
        {
            ReadOnlySpan<int> some = this.rows.Slice(first, count);
            if (!isInPlace)
                batch.Examples.CopyTo(some, batch.X.RowRange(first, count), threads);
            batch.Examples.CopyTargets(some, batch.Targets.RowRange(first, count));
            for (int i = 0; batch.Examples.Weights is { } weights && i < count; i++)
                batch.weights[first + i] = weights[some[i]];
        }

        /// <inheritdoc/>
        public void After(int first, int count)
        {
            if (batch.Examples.Labels is null)
                return;
            MatrixView<T> outputs = batch.Network.OutputsOf(batch.Network.NumberedLayers, workspace, batch.count);
            batch.Examples.CorrectWeights(this.rows.Slice(first, count), outputs.RowRange(first, count), batch.correct.AsSpan(first, count));
        }
    }

    private Network<T> Network => network;

    private Examples<T> Examples => examples;
}
