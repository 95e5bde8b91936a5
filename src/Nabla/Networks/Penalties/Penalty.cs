using System.Numerics;
using System.Text.Json.Serialization;
using Nabla.Descriptions;

namespace Nabla.Networks;

/// <summary>
/// A penalty on large weights, not on biases. For a mean cost the penalty is divided by n, the total weight of the
/// examples it is averaged over; for a sum it is not.
/// </summary>
[JsonConverter(typeof(PenaltyJsonConverter))]
public abstract record Penalty
{
    /// <summary>All penalties, by name.</summary>
    public static Catalog<Penalty> All => Known.All;

    /// <summary>The text form.</summary>
    public abstract Notation Notation { get; }

    /// <inheritdoc/>
    public sealed override string ToString() => this.Notation.ToString();

    /// <summary>The penalty of a layer's weights, before the division by n.</summary>
    public abstract double Value<T>(ReadOnlySpan<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>gradient ← gradient + scale · ∂penalty/∂weights.</summary>
    public abstract void AddGradient<T>(ReadOnlySpan<T> weights, Span<T> gradient, double scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Validates λ.</summary>
    private protected static double Checked(double lambda)
        => lambda is >= 0 and < double.PositiveInfinity
            ? lambda
            : throw new ArgumentOutOfRangeException(nameof(lambda), FormattableString.Invariant($"a penalty of {lambda}, expected 0 or more"));

    // Created on first use, so that the order of type initialization does not matter.
    private static class Known
    {
        public static readonly Catalog<Penalty> All = new(
            "penalty",
            new("l1", [("lambda", 0)], a => new L1(a[0])),
            new("l2", [("lambda", 0)], a => new L2(a[0])));
    }
}

/// <summary>Reads and writes the text form.</summary>
internal sealed class PenaltyJsonConverter() : NotationJsonConverter<Penalty>(Penalty.All);
