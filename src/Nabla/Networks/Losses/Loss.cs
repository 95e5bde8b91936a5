using System.Numerics;
using System.Text.Json.Serialization;
using Nabla.Descriptions;

namespace Nabla.Networks;

/// <summary>
/// A loss function. It computes the delta of the output layer, so that softmax with cross-entropy and sigmoid with binary cross-entropy are computed
/// together from z, in a numerically stable form.
/// </summary>
[JsonConverter(typeof(LossJsonConverter))]
public abstract record Loss
{
    /// <summary>All losses, by name.</summary>
    public static Catalog<Loss> All => Known.All;

    /// <summary>The text form.</summary>
    public abstract Notation Notation { get; }

    /// <summary>The default output activation.</summary>
    public virtual Activation DefaultOutput => new Identity();

    /// <inheritdoc/>
    public sealed override string ToString() => this.Notation.ToString();

    /// <summary>The reason why an output activation is invalid with this loss; null if it is valid.</summary>
    public abstract string? Refuses(Activation output);

    /// <summary>The reason why the targets of an example are invalid for this loss; null if they are valid.</summary>
    internal virtual string? Refuses(ReadOnlySpan<double> targets) => null;

    /// <summary>Compiles it for a number type and an output activation.</summary>
    internal abstract LossKernel<T> Compile<T>(Activation output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    // Created on first use, so that the order of type initialization does not matter.
    private static class Known
    {
        public static readonly Catalog<Loss> All = new(
            "loss",
            new("cross-entropy", new CrossEntropy()) { Aliases = ["log-likelihood", "log-loss", "categorical-cross-entropy"] },
            new("binary-cross-entropy", new BinaryCrossEntropy()) { Aliases = ["bce"] },
            new("half-squared-error", new HalfSquaredError()) { Aliases = ["quadratic"] },
            new("squared-error", new SquaredError()),
            new("mean-squared-error", new MeanSquaredError()) { Aliases = ["mse"] },
            new("absolute-error", new AbsoluteError()),
            new("mean-absolute-error", new MeanAbsoluteError()) { Aliases = ["mae"] },
            new("huber", [("delta", 1)], a => new Huber(a[0])));
    }
}

/// <summary>Reads and writes the text form.</summary>
internal sealed class LossJsonConverter() : NotationJsonConverter<Loss>(Loss.All);
