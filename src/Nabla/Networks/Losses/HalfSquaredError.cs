using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>½‖y − a‖².</summary>
public sealed record HalfSquaredError : ElementwiseLoss<HalfSquaredError.Formulas>
{
    /// <inheritdoc/>
    public override Notation Notation => new("half-squared-error");

    /// <inheritdoc/>
    protected override Formulas Kernel => new();

    /// <summary>C and ∂C/∂a.</summary>
    public readonly struct Formulas : ILossKernel
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Value<TLanes>(TLanes a, TLanes y)
            where TLanes : struct, ILanes<TLanes>
            => 0.5 * (a - y) * (a - y);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Derivative<TLanes>(TLanes a, TLanes y)
            where TLanes : struct, ILanes<TLanes>
            => a - y;
    }
}
