using System.Numerics;
using System.Text.Json.Serialization;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>The function that turns a layer's weighted inputs z into its activations a.</summary>
[JsonConverter(typeof(ActivationJsonConverter))]
public abstract record Activation
{
    /// <summary>All activations, by name.</summary>
    public static Catalog<Activation> All => Known.All;

    /// <summary>The text form.</summary>
    public abstract Notation Notation { get; }

    /// <summary>The layers it may be used in.</summary>
    public virtual ActivationPlace Place => ActivationPlace.Anywhere;

    /// <summary>The default initializer of the weights before it: Glorot and Bengio (2010), uniform.</summary>
    public virtual Initializer DefaultInitializer => new GlorotUniform();

    /// <summary>The layer that computes it, if it has parameters; null, the default, for a function of z only.</summary>
    public virtual LayerSpec? Layer => null;

    /// <inheritdoc/>
    public sealed override string ToString() => this.Notation.ToString();

    /// <summary>Compiles it for a number type.</summary>
    public abstract ActivationKernel<T> Compile<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    // Created on first use, so that the order of type initialization does not matter.
    private static class Known
    {
        public static readonly Catalog<Activation> All = new(
            "activation",
            new("identity", new Identity()) { Aliases = ["linear"] },
            new("sigmoid", new Sigmoid()) { Aliases = ["logistic"] },
            new("tanh", new Tanh()),
            new("relu", new ReLU()),
            new("prelu", [("slope", 0.25)], a => new ParametricReLU(a[0])),
            new("leaky-relu", [("slope", 0.01)], a => new LeakyReLU(a[0])),
            new("elu", [("alpha", 1)], a => new ELU(a[0])),
            new("selu", new SELU()),
            new("gelu", new GELU()),
            new("silu", new SiLU()) { Aliases = ["swish"] },
            new("mish", new Mish()),
            new("softplus", new Softplus()),
            new("softmax", new Softmax()));
    }
}

/// <summary>The layers an activation may be used in.</summary>
public enum ActivationPlace
{
    /// <summary>Hidden layers and the output layer.</summary>
    Anywhere,

    /// <summary>Only hidden layers: its range fits no targets.</summary>
    HiddenOnly,

    /// <summary>Only the output layer: it is a function of the whole row.</summary>
    OutputOnly,
}

/// <summary>An elementwise activation: the kernel contains the two formulas, this record describes it.</summary>
/// <typeparam name="TKernel">The formulas.</typeparam>
public abstract record Activation<TKernel> : Activation
    where TKernel : struct, IActivationKernel
{
    /// <summary>The formulas with their parameters.</summary>
    protected abstract TKernel Kernel { get; }

    /// <inheritdoc/>
    public sealed override ActivationKernel<T> Compile<T>() => new ElementwiseActivationKernel<T, TKernel>(this.Kernel);
}

/// <summary>Reads and writes the text form.</summary>
internal sealed class ActivationJsonConverter() : NotationJsonConverter<Activation>(Activation.All);
