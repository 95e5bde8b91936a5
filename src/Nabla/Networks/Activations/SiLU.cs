using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>f(z) = z·σ(z), f' = σ·(1 + z·(1 − σ)) with σ = 1 / (1 + e⁻ᶻ); also called swish.</summary>
/// <remarks>Elfwing, Uchibe and Doya, 2018.</remarks>
public sealed record SiLU : Activation<SiLU.Formulas>
{
    /// <inheritdoc/>
    public override Notation Notation => new("silu");

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
            => z * Elementary.Sigmoid(z);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Derivative<TLanes>(TLanes z)
            where TLanes : struct, ILanes<TLanes>
            => Slope(z, Elementary.Sigmoid(z));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TLanes Slope<TLanes>(TLanes z, TLanes sigmoid)
            where TLanes : struct, ILanes<TLanes>
            => sigmoid * (1 + (z * (1 - sigmoid)));
    }
}
