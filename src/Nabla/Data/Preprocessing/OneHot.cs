using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>Converts classes to output activations and back: one output per class, or a single output for two classes.</summary>
public static class OneHot
{
    /// <summary>
    /// The target outputs of each label [examples × outputs]: 1 for its class and 0 elsewhere; with a single output, 1 for class 1 and 0 for class 0.
    /// </summary>
    /// <exception cref="ArgumentException">A label is not an index of an output.</exception>
    public static Matrix<T> Encode<T>(ReadOnlySpan<int> labels, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs);
        int classes = Math.Max(2, outputs);
        var encoded = new Matrix<T>(labels.Length, outputs);
        for (int row = 0; row < labels.Length; row++)
        {
            int label = labels[row];
            if ((uint)label >= (uint)classes)
                throw new ArgumentException($"row {row}: label {label} has no output, expected 0 to {classes - 1}", nameof(labels));
            if (outputs > 1)
                encoded[row, label] = T.One;
            else
                encoded[row, 0] = label == 1 ? T.One : T.Zero;
        }

        return encoded;
    }

    /// <summary>
    /// The class for some outputs: that of the largest output, the first of equal ones; with a single output, 1 above ½, otherwise 0.
    /// </summary>
    public static int Decode<T>(ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (outputs.Length == 1)
            return outputs[0] > T.CreateTruncating(0.5) ? 1 : 0;
        int largest = 0;
        for (int i = 1; i < outputs.Length; i++)
        {
            if (outputs[i] > outputs[largest])
                largest = i;
        }

        return largest;
    }

    /// <summary>The class for each row of outputs.</summary>
    public static int[] Decode<T>(ReadOnlyMatrixView<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var labels = new int[outputs.Rows];
        for (int row = 0; row < labels.Length; row++)
            labels[row] = Decode(outputs.Row(row));
        return labels;
    }
}
