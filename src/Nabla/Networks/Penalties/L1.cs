using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>λ·Σ|w|; the derivative at 0 is defined as 0.</summary>
public sealed record L1(double Lambda) : Penalty
{
    /// <summary>λ, 0 or more.</summary>
    public double Lambda { get; } = Checked(Lambda);

    /// <inheritdoc/>
    public override Notation Notation => new("l1", this.Lambda);

    /// <inheritdoc/>
    public override double Value<T>(ReadOnlySpan<T> weights) => this.Lambda * Reductions.AbsoluteSum(weights);

    /// <inheritdoc/>
    public override void AddGradient<T>(ReadOnlySpan<T> weights, Span<T> gradient, double scale)
        => Elementwise.Zip(new Slope(this.Lambda * scale), gradient, weights, gradient);

    private readonly struct Slope(double factor) : IZip
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Invoke<TLanes>(TLanes gradient, TLanes weight)
            where TLanes : struct, ILanes<TLanes>
            => TLanes.FusedMultiplyAdd(TLanes.Select(weight > 0, 1, TLanes.Select(weight < 0, -1, 0)), factor, gradient);
    }
}
