using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>The logistic function, f(z) = 1 / (1 + e⁻ᶻ), f' = a·(1 − a).</summary>
public sealed record Sigmoid : Activation<Sigmoid.Formulas>
{
    /// <inheritdoc/>
    public override Notation Notation => new("sigmoid");

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
            => Elementary.Sigmoid(z);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Derivative<TLanes>(TLanes a)
            where TLanes : struct, ILanes<TLanes>
            => a * (1 - a);
    }
}
