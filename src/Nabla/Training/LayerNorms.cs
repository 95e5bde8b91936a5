using System.Numerics;
using Nabla.Descriptions;
using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Training;

/// <summary>The norms of each layer's weights, or of the derivatives with respect to them.</summary>
internal static class LayerNorms
{
    /// <summary>The Euclidean norm of each layer's weights in a vector of all parameters or of their derivatives.</summary>
    public static ValueList<double> Of<T>(Network<T> network, ReadOnlySpan<T> vector)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var norms = new double[network.NumberedLayers];
        foreach (ParameterSlice weights in network.Weights)
        {
            if (weights.Layer > 0)
                norms[weights.Layer - 1] += Reductions.SquaredNorm(weights.Of(vector));
        }

        for (int l = 0; l < norms.Length; l++)
            norms[l] = Math.Sqrt(norms[l]);
        return ValueList.Create<double>(norms);
    }
}
