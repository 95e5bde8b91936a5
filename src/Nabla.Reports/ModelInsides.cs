using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Reports;

/// <summary>A model's parameters and activations, to be looked at.</summary>
internal static class ModelInsides
{
    /// <summary>The numbers of a slice.</summary>
    public static double[] Parameters(this Model model, ParameterSlice slice)
    {
        byte[] bytes = Bytes(Runner(model), slice);
        return model.Precision == Precision.Double
            ? MemoryMarshal.Cast<byte, double>(bytes).ToArray()
            : [.. MemoryMarshal.Cast<byte, float>(bytes).ToArray().Select(value => (double)value)];
    }

    /// <summary>The weights of a layer, from 1 [inputs × outputs].</summary>
    public static Matrix<double> Weights(this Model model, int layer)
    {
        ParameterSlice slice = model.Slices.First(slice => slice.Layer == layer && slice.Kind == ParameterKind.Weights);
        return new Matrix<double>(model.Parameters(slice), slice.Rows, slice.Columns);
    }

    /// <summary>Every layer's activations for raw features [examples × features].</summary>
    public static IReadOnlyList<LayerTrace<double>> Trace(this Model model, Matrix<double> features)
    {
        var network = new Network<double>(model.Network);
        foreach (ParameterSlice slice in network.Slices)
            model.Parameters(slice).CopyTo(slice.Of(network.Parameters));
        foreach (ParameterSlice slice in network.StatisticsSlices)
            model.Parameters(slice).CopyTo(slice.Of(network.Statistics));
        return network.Trace(model.Preprocessor.Transform<double>(features));
    }

    // A model shows its parameters to its own assembly only.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Runner")]
    [return: UnsafeAccessorType("Nabla.Models.NetworkRunner, Nabla")]
    private static extern object Runner(Model model);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Bytes")]
    private static extern byte[] Bytes([UnsafeAccessorType("Nabla.Models.NetworkRunner, Nabla")] object runner, ParameterSlice slice);
}
