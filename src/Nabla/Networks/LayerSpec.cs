using System.Text.Json.Serialization;

namespace Nabla.Networks;

/// <summary>How a layer's weighted inputs are normalised before its activation.</summary>
public enum Normalization
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Each output over the examples of the batch (Ioffe and Szegedy, 2015); at prediction, by its running statistics.</summary>
    Batch,

    /// <summary>The outputs of each example among themselves (Ba, Kiros and Hinton, 2016).</summary>
    Layer,
}

/// <summary>
/// The description of a dense layer: a = f(x·W + b), or with a normalisation a = f(γ ⊙ norm(x·W) + b). In training some of
/// the outputs may be left out.
/// </summary>
/// <param name="Units">The number of outputs, at least 1.</param>
public sealed record LayerSpec(int Units)
{
    /// <summary>ε, which is added to a variance before a normalisation divides by its root.</summary>
    public const double NormalizationEpsilon = 1e-5;

    /// <summary>The number of outputs, at least 1.</summary>
    public int Units { get; init; } = Units >= 1
        ? Units
        : throw new ArgumentOutOfRangeException(nameof(Units), $"a layer of {Units} units, wanted 1 or more");

    /// <summary>f; ReLU unless said.</summary>
    public Activation Activation { get; init; } = new ReLU();

    /// <summary>Whether there is a b; true unless said.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>How W starts; null, the default, leaves it to the activation.</summary>
    public Initializer? WeightInitializer { get; init; }

    /// <summary>How b starts; zeros unless said.</summary>
    public Initializer BiasInitializer { get; init; } = new Constant(0);

    /// <summary>How x·W is normalised; not at all unless said. Hidden layers only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Normalization Normalization { get; init; }

    /// <summary>
    /// Dropout: the probability with which training leaves out each output, the others being divided by what remains
    /// (Srivastava et al., 2014, inverted); 0 unless said. Hidden layers only.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double Dropout { get; init; }
}
