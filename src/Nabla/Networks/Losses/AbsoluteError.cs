using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>Σ|y − a|; the derivative at 0 is defined as 0.</summary>
public sealed record AbsoluteError : ElementwiseLoss<AbsoluteError.Formulas>
{
    /// <inheritdoc/>
    public override Notation Notation => new("absolute-error");

    /// <inheritdoc/>
    protected override Formulas Kernel => new();

    /// <summary>C and ∂C/∂a.</summary>
    public readonly struct Formulas : ILossKernel
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Value<TLanes>(TLanes a, TLanes y)
            where TLanes : struct, ILanes<TLanes>
            => TLanes.Abs(a - y);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Derivative<TLanes>(TLanes a, TLanes y)
            where TLanes : struct, ILanes<TLanes>
            => TLanes.Select(a > y, 1, TLanes.Select(a < y, -1, 0));
    }
}
