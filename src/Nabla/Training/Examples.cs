using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Training;

/// <summary>Examples as a network takes them: features already scaled, with a target for each output.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Examples<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Matrix<T>? targets;
    private readonly int[]? labels;

    /// <summary>Examples with a number for each output to come near to.</summary>
    /// <param name="x">[examples × inputs]</param>
    /// <param name="targets">[examples × outputs]</param>
    /// <param name="weights">The weight of each example; null, the default, for 1 each.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ.</exception>
    public Examples(Matrix<T> x, Matrix<T> targets, T[]? weights = null)
        : this(x, weights, targets?.Rows ?? 0)
    {
        ArgumentNullException.ThrowIfNull(targets);
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
        : this(x, weights, labels?.Length ?? 0)
    {
        ArgumentNullException.ThrowIfNull(labels);
        int classes = Math.Max(2, outputs);
        int row = Array.FindIndex(labels, label => (uint)label >= (uint)classes);
        if (row >= 0)
            throw new ArgumentException($"row {row}: class {labels[row]}, expected 0 to {classes - 1}");
        this.labels = labels;
        this.Outputs = outputs;
    }

    private Examples(Matrix<T> x, T[]? weights, int rows)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (rows != x.Rows)
            throw new ArgumentException($"{x.Rows} rows of features and {rows} of targets");
        if (weights is not null && weights.Length != x.Rows)
            throw new ArgumentException($"{x.Rows} rows of features and {weights.Length} weights");
        this.X = x;
        this.Weights = weights;
    }

    /// <summary>[examples × inputs]</summary>
    public Matrix<T> X { get; }

    /// <summary>The number of examples.</summary>
    public int Count => this.X.Rows;

    /// <summary>The number of outputs.</summary>
    public int Outputs { get; }

    /// <summary>The class of each example; null if the targets are numbers.</summary>
    public IReadOnlyList<int>? Labels => this.labels;

    /// <summary>The weight of each example, or null for 1 each.</summary>
    public T[]? Weights { get; }

    /// <summary>Copies the targets of some examples.</summary>
    /// <param name="rows">Which examples.</param>
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

    /// <summary>How much weight of the examples the outputs [rows × outputs] put into the right class.</summary>
    internal double CorrectWeight(ReadOnlySpan<int> rows, ReadOnlyMatrixView<T> outputs)
    {
        double correct = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            if (Decision.Of(outputs.Row(i)) == this.labels![rows[i]])
                correct += this.Weights is null ? 1 : double.CreateTruncating(this.Weights[rows[i]]);
        }

        return correct;
    }
}

/// <summary>From output activations to a class.</summary>
internal static class Decision
{
    /// <summary>The largest output's place, the first of equals; of a single output, 1 above ½ and 0 otherwise.</summary>
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
