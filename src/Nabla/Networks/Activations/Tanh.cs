using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>f(z) = tanh z, f' = 1 − a².</summary>
public sealed record Tanh : Activation<Tanh.Formulas>
{
    /// <inheritdoc/>
    public override Notation Notation => new("tanh");

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
            => Elementary.Tanh(z);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Derivative<TLanes>(TLanes a)
            where TLanes : struct, ILanes<TLanes>
            => 1 - (a * a);
    }
}
