using System.Numerics;

namespace Nabla.Networks;

/// <summary>
/// The description of a layer: equal by value, a JSON object in the model file. <see cref="Compile{T}"/> creates the layer that computes. Your own
/// layer is a record that derives from it, a class that derives from <see cref="Layer{T}"/>, and an entry in
/// <see cref="All"/>.
/// </summary>
public abstract record LayerSpec
{
    /// <summary>The layers in model files.</summary>
    public static LayerCatalog All => Known.All;

    /// <summary>The feature of this layer that makes the cost differ between training passes, as text; null if there is none.</summary>
    internal virtual string? Randomness => null;

    /// <summary>The layers that this one consists of, or only itself.</summary>
    internal virtual IEnumerable<LayerSpec> Flattened => [this];

    /// <summary>The number of outputs for a number of inputs.</summary>
    /// <exception cref="ArgumentException">The number of inputs is invalid; the message states why.</exception>
    public abstract int Outputs(int inputs);

    /// <summary>Compiles the layer for a number type.</summary>
    /// <param name="plan">Allocates parameters, statistics and buffers, and has the number of inputs.</param>
    public abstract Layer<T> Compile<T>(LayerPlan plan)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The layer for predictions; null if it then has no effect.</summary>
    internal virtual LayerSpec? ForPrediction() => this;

    /// <summary>The previous layer with this one folded into it, for predictions; null if that is not possible.</summary>
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
