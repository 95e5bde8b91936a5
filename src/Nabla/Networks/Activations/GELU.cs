using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>The Gaussian error linear unit, f(z) = z·Φ(z) with Φ(z) = ½·erfc(−z/√2); f' = Φ(z) + z·φ(z).</summary>
/// <remarks>Hendrycks and Gimpel, 2016. erfc, not 1 + erf, which loses the lower tail.</remarks>
public sealed record GELU : Activation<GELU.Formulas>
{
    /// <inheritdoc/>
    public override Notation Notation => new("gelu");

    /// <inheritdoc/>
    public override ActivationPlace Place => ActivationPlace.HiddenOnly;

    /// <inheritdoc/>
    public override Initializer DefaultInitializer => new HeUniform();

    /// <inheritdoc/>
    protected override Formulas Kernel => new();

    /// <summary>f and f'.</summary>
    public readonly struct Formulas : IActivationKernel
    {
        private const double InverseRoot2 = 0.70710678118654752440084436210485;
        private const double InverseRoot2Pi = 0.39894228040143267793994605993438;

        /// <inheritdoc/>
        public static bool DerivativeFromOutput => false;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Value<TLanes>(TLanes z)
            where TLanes : struct, ILanes<TLanes>
            => 0.5 * z * Elementary.Erfc(-InverseRoot2 * z);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Derivative<TLanes>(TLanes z)
            where TLanes : struct, ILanes<TLanes>
            => TLanes.FusedMultiplyAdd(z * InverseRoot2Pi, Elementary.Exp(-0.5 * z * z), 0.5 * Elementary.Erfc(-InverseRoot2 * z));
    }
}
