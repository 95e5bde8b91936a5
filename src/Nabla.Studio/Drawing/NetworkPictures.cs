using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Studio;

/// <summary>Weights, biases and activations of the drawn units.</summary>
internal static class NetworkPictures
{
    private const int Bins = 12;

    /// <summary>Weights and biases of each layer.</summary>
    public static (List<float[]> Weights, List<float[]> Biases) Parameters(Model model, IReadOnlyList<int> drawn)
    {
        List<float[]> weights = [], biases = [];
        Network<double> network = model.ToPredictionNetwork(); // normalization is folded into weights and biases
        int layers = drawn.Count - 1;
        for (int layer = 1; layer <= layers; layer++)
        {
            ParameterSlice w = network.Slices.First(slice => slice.Layer == layer && slice.Part == "weights");
            ReadOnlyMatrixView<double> matrix = w.MatrixOf<double>(network.Parameters);
            var some = new float[drawn[layer - 1] * drawn[layer]];
            for (int i = 0; i < some.Length; i++)
                some[i] = Finite(matrix[i / drawn[layer], i % drawn[layer]]);
            weights.Add(some);
            ParameterSlice b = network.Slices.FirstOrDefault(slice => slice.Layer == layer && slice.Part == "biases");
            biases.Add(b.Length == 0 ? [] : [.. b.Of<double>(network.Parameters)[..drawn[layer]].ToArray().Select(Finite)]);
        }

        return (weights, biases);
    }

    /// <summary>The activations of each layer's drawn units, over a plane or for some rows.</summary>
    /// <param name="traces">z and a of each layer.</param>
    /// <param name="drawn">The drawn units of the inputs and of each layer.</param>
    /// <param name="asMap">Whether the rows are the cells of a plane.</param>
    public static List<IReadOnlyList<UnitPicture>> Units(IReadOnlyList<LayerTrace<double>> traces, IReadOnlyList<int> drawn, bool asMap)
    {
        var layers = new List<IReadOnlyList<UnitPicture>>();
        for (int layer = 0; layer < traces.Count; layer++)
        {
            var units = new List<UnitPicture>();
            for (int unit = 0; unit < drawn[layer + 1]; unit++)
                units.Add(Picture(traces[layer].A, unit, asMap));
            layers.Add(units);
        }

        return layers;
    }

    /// <summary>A number scaled to a byte: 0 for the minimum, 255 for the maximum.</summary>
    public static byte Byte(double value, double least, double most)
        => most > least && double.IsFinite(value) ? (byte)Math.Clamp((value - least) / (most - least) * 255, 0, 255) : (byte)128;

    /// <summary>A number that JSON can represent: infinity and NaN become 0.</summary>
    public static float Finite(double value) => double.IsFinite(value) && Math.Abs(value) < float.MaxValue ? (float)value : 0;

    private static UnitPicture Picture(Matrix<double> activations, int unit, bool asMap)
    {
        var values = new double[activations.Rows];
        for (int row = 0; row < values.Length; row++)
            values[row] = activations[row, unit];
        double least = values.Where(double.IsFinite).DefaultIfEmpty(0).Min(), most = values.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        return asMap
            ? new UnitPicture(Finite(least), Finite(most), Array.ConvertAll(values, value => Byte(value, least, most)), null)
            : new UnitPicture(Finite(least), Finite(most), null, DescribedColumn.Histogram(values, least, most, Bins));
    }
}
