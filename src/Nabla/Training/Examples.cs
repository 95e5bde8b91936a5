using System.Numerics;
using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Training;

/// <summary>Examples in the form of a network's inputs: scaled features, and a target for each output.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Examples<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Matrix<T>? x;
    private readonly EncodedRows? encoded;
    private readonly Matrix<T>? targets;
    private readonly int[]? labels;

    /// <summary>Examples with a target number for each output.</summary>
    /// <param name="x">[examples × inputs]</param>
    /// <param name="targets">[examples × outputs]</param>
    /// <param name="weights">The weight of each example; null, the default, for 1 each.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ.</exception>
    public Examples(Matrix<T> x, Matrix<T> targets, T[]? weights = null)
        : this(x ?? throw new ArgumentNullException(nameof(x)), null, x.Rows, weights, (targets ?? throw new ArgumentNullException(nameof(targets))).Rows)
    {
        this.targets = targets;
        this.Outputs = targets.Columns;
    }

    /// <summary>Examples of classes.</summary>
    /// <param name="x">[examples × inputs]</param>
    /// <param name="labels">[examples] The class of each, from 0.</param>
    /// <param name="outputs">One output for each class, or a single one for two classes.</param>
    /// <param name="weights">The weight of each example; null, the default, for 1 each.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ, or a label has no output.</exception>
    public Examples(Matrix<T> x, int[] labels, int outputs, T[]? weights = null)
        : this(x ?? throw new ArgumentNullException(nameof(x)), null, x.Rows, weights, (labels ?? throw new ArgumentNullException(nameof(labels))).Length)
    {
        CheckLabels(labels, outputs);
        this.labels = labels;
        this.Outputs = outputs;
    }

    /// <summary>Examples with a target number for each output, whose features are computed on demand.</summary>
    internal Examples(EncodedRows rows, Matrix<T> targets, T[]? weights)
        : this(null, rows, rows.Rows, weights, targets.Rows)
    {
        this.targets = targets;
        this.Outputs = targets.Columns;
    }

    /// <summary>Examples with classes, whose features are computed on demand.</summary>
    internal Examples(EncodedRows rows, int[] labels, int outputs, T[]? weights)
        : this(null, rows, rows.Rows, weights, labels.Length)
    {
        CheckLabels(labels, outputs);
        this.labels = labels;
        this.Outputs = outputs;
    }

    private Examples(Matrix<T>? x, EncodedRows? encoded, int count, T[]? weights, int rows)
    {
        if (rows != count)
            throw new ArgumentException($"{count} rows of features and {rows} of targets");
        if (weights is not null && weights.Length != count)
            throw new ArgumentException($"{count} rows of features and {weights.Length} weights");
        this.x = x;
        this.encoded = encoded;
        this.Count = count;
        this.Inputs = x?.Columns ?? encoded!.Features;
        this.Weights = weights;
    }

    private static void CheckLabels(int[] labels, int outputs)
    {
        int classes = Math.Max(2, outputs);
        int row = Array.FindIndex(labels, label => (uint)label >= (uint)classes);
        if (row >= 0)
            throw new ArgumentException($"row {row}: class {labels[row]}, expected 0 to {classes - 1}");
    }

    /// <summary>[examples × inputs] For a packed table, each call makes a copy.</summary>
    public Matrix<T> X
    {
        get
        {
            if (this.x is not null)
                return this.x;
            var copy = new Matrix<T>(this.Count, this.Inputs);
            this.CopyTo(Enumerable.Range(0, this.Count).ToArray(), copy, threads: 1);
            return copy;
        }
    }

    /// <summary>The number of examples.</summary>
    public int Count { get; }

    /// <summary>The number of inputs.</summary>
    internal int Inputs { get; }

    /// <summary>The number of outputs.</summary>
    public int Outputs { get; }

    /// <summary>The class of each example; null if the targets are numbers.</summary>
    public IReadOnlyList<int>? Labels => this.labels;

    /// <summary>The weight of each example, or null for 1 each.</summary>
    public T[]? Weights { get; }

    /// <summary>The features of some examples without a copy, if they are contiguous in memory.</summary>
    /// <param name="rows">The indexes of the examples.</param>
    /// <param name="view">[rows × inputs]</param>
    internal bool TryView(scoped ReadOnlySpan<int> rows, out ReadOnlyMatrixView<T> view)
    {
        view = default;
        if (this.x is null || rows.IsEmpty)
            return false;
        int next = 1;
        while (next < rows.Length && rows[next] == rows[0] + next)
            next++;
        if (next < rows.Length)
            return false;
        view = this.x.View.RowRange(rows[0], rows.Length);
        return true;
    }

    /// <summary>Copies the features of some examples.</summary>
    /// <param name="rows">The indexes of the examples.</param>
    /// <param name="result">[rows × inputs]</param>
    /// <param name="threads">The maximum number of threads.</param>
    internal void CopyTo(ReadOnlySpan<int> rows, MatrixView<T> result, int threads)
    {
        if (this.x is null)
        {
            this.encoded!.CopyTo(rows, result, threads);
            return;
        }

        for (int i = 0; i < rows.Length; i++)
            this.x.Row(rows[i]).CopyTo(result.Row(i));
    }

    /// <summary>The features of some examples, evenly spaced over all of them [at most <paramref name="most"/> × inputs].</summary>
    internal Matrix<T> Some(int most)
    {
        var some = new Matrix<T>(Math.Min(this.Count, most), this.Inputs);
        int[] rows = [.. Enumerable.Range(0, some.Rows).Select(row => (int)((long)row * this.Count / some.Rows))];
        this.CopyTo(rows, some, threads: 1);
        return some;
    }

    /// <summary>Copies the targets of some examples.</summary>
    /// <param name="rows">The indexes of the examples.</param>
    /// <param name="result">[rows × outputs]</param>
    internal void CopyTargets(ReadOnlySpan<int> rows, MatrixView<T> result)
    {
        if (this.targets is not null)
        {
            for (int i = 0; i < rows.Length; i++)
                this.targets.Row(rows[i]).CopyTo(result.Row(i));
            return;
        }

        result.Data.Clear();
        for (int i = 0; i < rows.Length; i++)
        {
            int label = this.labels![rows[i]];
            if (this.Outputs == 1)
                result[i, 0] = label == 1 ? T.One : T.Zero;
            else
                result[i, label] = T.One;
        }
    }

    /// <summary>The weight of each example that the outputs [rows × outputs] classify correctly, and 0 for the other examples.</summary>
    internal void CorrectWeights(ReadOnlySpan<int> rows, ReadOnlyMatrixView<T> outputs, Span<double> correct)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            bool isCorrect = Decision.Of(outputs.Row(i)) == this.labels![rows[i]];
            correct[i] = !isCorrect ? 0 : this.Weights is null ? 1 : double.CreateTruncating(this.Weights[rows[i]]);
        }
    }
}

/// <summary>Converts output activations to a class.</summary>
public static class Decision
{
    /// <summary>The index of the largest output, the first of equal ones; for a single output, 1 above ½ and 0 otherwise.</summary>
    public static int Of<T>(ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (outputs.Length == 1)
            return outputs[0] > T.CreateTruncating(0.5) ? 1 : 0;
        int best = 0;
        for (int i = 1; i < outputs.Length; i++)
        {
            if (outputs[i] > outputs[best])
                best = i;
        }

        return best;
    }
}
