using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>f(z) = ln(1 + eᶻ), f' = 1 / (1 + e⁻ᶻ) = 1 − e⁻ᵃ.</summary>
/// <remarks>Dugas et al., NeurIPS 2001.</remarks>
public sealed record Softplus : Activation<Softplus.Formulas>
{
    /// <inheritdoc/>
    public override Notation Notation => new("softplus");

    /// <inheritdoc/>
    protected override Formulas Kernel => new();

    /// <summary>f and f'.</summary>
    public readonly struct Formulas : IActivationKernel
    {
        /// <inheritdoc/>
        public static bool DerivativeFromOutput => true;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Value<TLanes>(TLanes z)
            where TLanes : struct, ILanes<TLanes>
            => Elementary.Softplus(z);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Derivative<TLanes>(TLanes a)
            where TLanes : struct, ILanes<TLanes>
            => -Elementary.ExpM1(-a);
    }
}
