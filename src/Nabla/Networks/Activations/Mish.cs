using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>f(z) = z·tanh(ln(1 + eᶻ)), f' = t + z·(1 − t²)·σ(z) with t = tanh(ln(1 + eᶻ)).</summary>
/// <remarks>Misra, BMVC 2020.</remarks>
public sealed record Mish : Activation<Mish.Formulas>
{
    /// <inheritdoc/>
    public override Notation Notation => new("mish");

    /// <inheritdoc/>
    public override ActivationPlace Place => ActivationPlace.HiddenOnly;

    /// <inheritdoc/>
    public override Initializer DefaultInitializer => new HeUniform();

    /// <inheritdoc/>
    protected override Formulas Kernel => new();

    /// <summary>f and f'.</summary>
    public readonly struct Formulas : IActivationKernel
    {
        /// <inheritdoc/>
        public static bool DerivativeFromOutput => false;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Value<TLanes>(TLanes z)
            where TLanes : struct, ILanes<TLanes>
            => z * Elementary.Tanh(Elementary.Softplus(z));

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Derivative<TLanes>(TLanes z)
            where TLanes : struct, ILanes<TLanes>
            => Slope(z, Elementary.Tanh(Elementary.Softplus(z)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TLanes Slope<TLanes>(TLanes z, TLanes tanh)
            where TLanes : struct, ILanes<TLanes>
            => tanh + (z * (1 - (tanh * tanh)) * Elementary.Sigmoid(z));
    }
}
