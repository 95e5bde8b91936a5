using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>
/// The second part of a data-dependent initialization: from the first dense layer to the last, fits weights and then biases to the outputs of the
/// previous layers for training examples, computed as in an evaluation, without dropout.
/// </summary>
internal static class DataStart
{
    // This number of examples suffices for a mean and a deviation.
    internal const int MostExamples = 4096;
    private const int RowsAtOnce = 256;

    /// <summary>Whether any layer of a network has a data-dependent initializer.</summary>
    public static bool IsWanted(NetworkSpec spec) => spec.Layers.Any(IsWanted);

    /// <summary>Whether a layer has a data-dependent initializer.</summary>
    public static bool IsWanted(LayerSpec layer) => layer is Dense dense && (dense.WeightInitializer?.UsesData == true || dense.BiasInitializer.UsesData);

    /// <summary>Refuses data-dependent initializers where they are not supported.</summary>
    /// <exception cref="ArgumentException">A data-dependent initializer is in a residual block or follows a normalization.</exception>
    public static void Validate(IEnumerable<LayerSpec> layers)
    {
        foreach (LayerSpec layer in layers)
        {
            Initializer? by = layer switch
            {
                Normalize normalize => normalize.BiasInitializer,
                Residual residual => residual.Flattened.OfType<Dense>().SelectMany(dense => (Initializer?[])[dense.WeightInitializer, dense.BiasInitializer]).FirstOrDefault(one => one?.UsesData == true),
                Dense { BiasInitializer: UnitVariance biases } => biases,
                Dense { WeightInitializer: HePlus weights } => weights,
                _ => null,
            };
            if (by?.UsesData == true)
                throw new ArgumentException($"initializer {by} looks at what enters a dense layer, and cannot stand here: unit-variance is for weights and he-plus for biases, in networks without residual blocks and normalization");
        }
    }

    /// <summary>Fits the initial parameters of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="starts">The initialization of each slice.</param>
    /// <param name="x">Training examples [examples × inputs]; evenly spaced ones if there are many.</param>
    /// <param name="seed">The seed of random draws.</param>
    public static void Run<T>(Network<T> network, IReadOnlyList<ParameterStart> starts, ReadOnlyMatrixView<T> x, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (x.Rows == 0 || !IsWanted(network.Spec))
            return;
        Matrix<T> some = Some(x);
        for (int l = 0; l < network.Spec.Layers.Count; l++)
        {
            if (!IsWanted(network.Spec.Layers[l]))
                continue;
            (int first, int count) = network.Stack.PlacesOf(l).Parameters.GetOffsetAndLength(network.Slices.Count);
            for (int s = first; s < first + count; s++)
            {
                if (starts[s].Initializer.UsesData)
                    starts[s].Fit(network.Slices[s], network.Parameters, Sums(network, some, l, network.Slices[first]), seed);
            }
        }
    }

    // x·W of a layer, without b [examples × units].
    private static Matrix<T> Sums<T>(Network<T> network, Matrix<T> x, int layer, ParameterSlice weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var z = new Matrix<T>(x.Rows, weights.Columns);
        for (int start = 0; start < x.Rows; start += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, x.Rows - start);
            Matrix<T> input = network.OutputsUpTo(layer, x.View.RowRange(start, count));
            Products.Affine<T>(input, weights.MatrixOf<T>(network.Parameters), [], z.View.RowRange(start, count), threads: 1);
        }

        return z;
    }

    private static Matrix<T> Some<T>(ReadOnlyMatrixView<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var some = new Matrix<T>(Math.Min(x.Rows, MostExamples), x.Columns);
        for (int row = 0; row < some.Rows; row++)
            x.Row((int)((long)row * x.Rows / some.Rows)).CopyTo(some.Row(row));
        return some;
    }
}
