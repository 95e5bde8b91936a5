using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>‖y − a‖², without the ½.</summary>
public sealed record SquaredError : ElementwiseLoss<SquaredError.Formulas>
{
    /// <inheritdoc/>
    public override Notation Notation => new("squared-error");

    /// <inheritdoc/>
    protected override Formulas Kernel => new();

    /// <summary>C and ∂C/∂a.</summary>
    public readonly struct Formulas : ILossKernel
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Value<TLanes>(TLanes a, TLanes y)
            where TLanes : struct, ILanes<TLanes>
            => (a - y) * (a - y);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Derivative<TLanes>(TLanes a, TLanes y)
            where TLanes : struct, ILanes<TLanes>
            => 2 * (a - y);
    }
}
