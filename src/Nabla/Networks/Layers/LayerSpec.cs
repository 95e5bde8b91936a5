using System.Numerics;

namespace Nabla.Networks;

/// <summary>
/// The description of a layer: equal by value, a JSON object in the model file. <see cref="Compile{T}"/> makes what computes.
/// A layer of your own is a record that derives from it, a class that derives from <see cref="Layer{T}"/>, and an entry in
/// <see cref="All"/>.
/// </summary>
public abstract record LayerSpec
{
    /// <summary>The layers that a model file can name.</summary>
    public static LayerCatalog All => Known.All;

    /// <summary>The feature of this layer that makes the cost of a point differ between training passes, in words; null if there is none.</summary>
    internal virtual string? Randomness => null;

    /// <summary>The layers that this one consists of, or itself alone.</summary>
    internal virtual IEnumerable<LayerSpec> Flattened => [this];

    /// <summary>The number of outputs for a number of inputs.</summary>
    /// <exception cref="ArgumentException">The layer takes no such inputs; the message says why.</exception>
    public abstract int Outputs(int inputs);

    /// <summary>The code that computes the layer for one number type.</summary>
    /// <param name="plan">Hands out places for parameters, kept statistics and buffers; knows the number of inputs.</param>
    public abstract Layer<T> Compile<T>(LayerPlan plan)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The layer as predictions need it: null if it does nothing then.</summary>
    internal virtual LayerSpec? ForPrediction() => this;

    /// <summary>The layer before this one with this one folded into it, for predictions; null where that is not possible.</summary>
    internal virtual LayerSpec? FoldedInto(LayerSpec before) => null;

    // Created on first use, so that the order of type initialization does not matter.
    private static class Known
    {
        public static readonly LayerCatalog All = new(
            new("dense", new Dense(1)),
            new("normalization", new Normalize(Normalization.Batch)),
            new("prelu", new PReLU()),
            new("mixed", new Mixed(new ReLU())),
            new("fan-in-scale", new FanInScale()),
            new("dropout", new Dropout(0)),
            new("noise", new GaussianNoise(0)),
            new("residual", new Residual(new Dense(1))),
            new("embedding", new Embedding()),
            new("feature-scale", new FeatureScale()),
            new("periodic", new PeriodicEmbedding()),
            new("piecewise-linear", new PiecewiseLinear()));
    }
}
