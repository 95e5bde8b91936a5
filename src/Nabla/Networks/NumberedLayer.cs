using Nabla.Descriptions;

namespace Nabla.Networks;

/// <summary>A dense layer with the layers up to the next: a layer in the usual sense, used in names of slices.</summary>
/// <param name="Dense">The dense layer.</param>
/// <param name="Following">The following layers.</param>
/// <param name="IsResidual">Whether it is in a residual block.</param>
public sealed record NumberedLayer(Dense Dense, ValueList<LayerSpec> Following, bool IsResidual)
{
    /// <summary>The number of outputs.</summary>
    public int Units => this.Dense.Units;

    /// <summary>The normalization of x·W.</summary>
    public Normalization Normalization => this.Normalize?.Kind ?? Normalization.None;

    /// <summary>The activation: that of the normalization if there is one, or of a layer that is an activation with parameters.</summary>
    public Activation Activation
        => this.Following.OfType<PReLU>().FirstOrDefault() is { } prelu ? new ParametricReLU(prelu.Slope)
            : this.Following.OfType<Mixed>().FirstOrDefault()?.Activation ?? this.Normalize?.Activation ?? this.Dense.Activation;

    /// <summary>Whether there is a b.</summary>
    public bool Bias => this.Normalize?.Bias ?? this.Dense.Bias;

    /// <summary>The initializer of b.</summary>
    public Initializer BiasInitializer => this.Normalize?.BiasInitializer ?? this.Dense.BiasInitializer;

    /// <summary>The dropout probability of the outputs.</summary>
    public double Dropout => this.Following.OfType<Dropout>().FirstOrDefault()?.Probability ?? 0;

    private Normalize? Normalize => this.Following.OfType<Normalize>().FirstOrDefault();

    /// <summary>The dense layers, including those of branches, in order.</summary>
    internal static IReadOnlyList<NumberedLayer> Of(IReadOnlyList<LayerSpec> layers)
    {
        var numbered = new List<NumberedLayer>();
        foreach (LayerSpec layer in layers)
        {
            bool residual = layer is Residual;
            foreach (LayerSpec one in layer.Flattened)
            {
                if (one is Dense dense)
                    numbered.Add(new NumberedLayer(dense, [], residual));
                else if (numbered.Count > 0)
                    numbered[^1] = numbered[^1] with { Following = [.. numbered[^1].Following, one] };
            }
        }

        return numbered;
    }
}
