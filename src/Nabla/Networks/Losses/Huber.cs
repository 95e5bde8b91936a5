using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>½e² for |e| ≤ δ and δ·(|e| − ½δ) beyond, with e = a − y, summed over outputs (Huber, 1964).</summary>
public sealed record Huber(double Delta = 1) : ElementwiseLoss<Huber.Formulas>
{
    /// <summary>The point where the square becomes linear, above 0; 1 by default.</summary>
    public double Delta { get; } = Delta is > 0 and < double.PositiveInfinity ? Delta : throw new ArgumentOutOfRangeException(nameof(Delta), FormattableString.Invariant($"a delta of {Delta}, expected more than 0"));

    /// <inheritdoc/>
    public override Notation Notation => new("huber", this.Delta);

    /// <inheritdoc/>
    protected override Formulas Kernel => new(this.Delta);

    /// <summary>C and ∂C/∂a.</summary>
    public readonly struct Formulas(double delta) : ILossKernel
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Value<TLanes>(TLanes a, TLanes y)
            where TLanes : struct, ILanes<TLanes>
            => TLanes.Select(TLanes.Abs(a - y) <= delta, 0.5 * (a - y) * (a - y), delta * (TLanes.Abs(a - y) - (0.5 * delta)));

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Derivative<TLanes>(TLanes a, TLanes y)
            where TLanes : struct, ILanes<TLanes>
            => TLanes.Max(-delta, TLanes.Min(delta, a - y));
    }
}
