using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>λ/2·Σw², also called ridge or weight decay.</summary>
public sealed record L2(double Lambda) : Penalty
{
    /// <summary>λ, 0 or more.</summary>
    public double Lambda { get; } = Checked(Lambda);

    /// <inheritdoc/>
    public override Notation Notation => new("l2", this.Lambda);

    /// <inheritdoc/>
    public override double Value<T>(ReadOnlySpan<T> weights) => this.Lambda / 2 * Reductions.SquaredNorm(weights);

    /// <inheritdoc/>
    public override void AddGradient<T>(ReadOnlySpan<T> weights, Span<T> gradient, double scale)
        => Elementwise.Zip(new Slope(this.Lambda * scale), gradient, weights, gradient);

    private readonly struct Slope(double factor) : IZip
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Invoke<TLanes>(TLanes gradient, TLanes weight)
            where TLanes : struct, ILanes<TLanes>
            => TLanes.FusedMultiplyAdd(weight, factor, gradient);
    }
}
