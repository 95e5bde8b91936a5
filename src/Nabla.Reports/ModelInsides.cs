using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Reports;

/// <summary>Access to a model's weights for display.</summary>
internal static class ModelInsides
{
    /// <summary>The weights of a layer, from 1 [inputs × outputs].</summary>
    public static Matrix<double> Weights(this Model model, int layer)
    {
        ParameterSlice slice = model.Slices.First(slice => slice.Layer == layer && slice.IsWeight);
        return new Matrix<double>(model.Parameters(slice), slice.Rows, slice.Columns);
    }

    /// <summary>The biases of a layer, from 1; null if it has none.</summary>
    public static double[]? Biases(this Model model, int layer)
        => model.Slices.Where(slice => slice.Layer == layer && slice.Part == "biases").Select(model.Parameters).FirstOrDefault();
}
