using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>The self-normalizing unit, f(z) = λ·z for z > 0, λα·(eᶻ − 1) otherwise; f' = λ or a + λα.</summary>
/// <remarks>Klambauer, Unterthiner, Mayr and Hochreiter, NeurIPS 2017: λ and α from its appendix.</remarks>
public sealed record SELU : Activation<SELU.Formulas>
{
    /// <inheritdoc/>
    public override Notation Notation => new("selu");

    /// <inheritdoc/>
    public override ActivationPlace Place => ActivationPlace.HiddenOnly;

    /// <inheritdoc/>
    public override Initializer DefaultInitializer => new LeCunNormal();

    /// <inheritdoc/>
    protected override Formulas Kernel => new();

    /// <summary>f and f'.</summary>
    public readonly struct Formulas : IActivationKernel
    {
        private const double Lambda = 1.0507009873554804934193349852946;
        private const double LambdaAlpha = Lambda * 1.6732632423543772848170429916717;

        /// <inheritdoc/>
        public static bool DerivativeFromOutput => true;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Value<TLanes>(TLanes z)
            where TLanes : struct, ILanes<TLanes>
            => TLanes.Select(z > 0, Lambda * z, LambdaAlpha * Elementary.ExpM1(z));

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Derivative<TLanes>(TLanes a)
            where TLanes : struct, ILanes<TLanes>
            => TLanes.Select(a > 0, Lambda, a + LambdaAlpha);
    }
}
