using Nabla.Networks;

namespace Nabla.Tests.Networks;

/// <summary>The layers of a hidden layer, as settings make them.</summary>
internal static class Hidden
{
    public static LayerSpec[] Layer(
        int units, Activation? activation = null, Normalization normalization = Normalization.None, double dropout = 0, bool bias = true)
    {
        Activation f = activation ?? new ReLU();
        if (f.Layer is { } prelu)
            return [.. Layer(units, new Identity(), normalization, 0, bias), prelu, .. dropout == 0 ? (LayerSpec[])[] : [new Dropout(dropout)]];
        LayerSpec[] dense = normalization == Normalization.None
            ? [new Dense(units) { Activation = f, Bias = bias }]
            : [
                new Dense(units) { Activation = new Identity(), Bias = false, WeightInitializer = f.DefaultInitializer },
                new Normalize(normalization) { Activation = f, Bias = bias },
            ];
        return dropout == 0 ? dense : [.. dense, new Dropout(dropout)];
    }
}
