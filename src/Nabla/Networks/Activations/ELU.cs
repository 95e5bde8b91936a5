using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>The exponential linear unit, f(z) = z for z > 0, α·(eᶻ − 1) otherwise; f' = 1 or a + α.</summary>
/// <remarks>Clevert, Unterthiner and Hochreiter, ICLR 2016.</remarks>
public sealed record ELU(double Alpha = 1) : Activation<ELU.Formulas>
{
    /// <summary>α, more than 0; 1 by default.</summary>
    public double Alpha { get; } = Alpha is > 0 and < double.PositiveInfinity ? Alpha : throw new ArgumentOutOfRangeException(nameof(Alpha), FormattableString.Invariant($"an alpha of {Alpha}, expected more than 0"));

    /// <inheritdoc/>
    public override Notation Notation => new("elu", this.Alpha);

    /// <inheritdoc/>
    public override ActivationPlace Place => ActivationPlace.HiddenOnly;

    /// <inheritdoc/>
    public override Initializer DefaultInitializer => new HeUniform();

    /// <inheritdoc/>
    protected override Formulas Kernel => new(this.Alpha);

    /// <summary>f and f'.</summary>
    public readonly struct Formulas(double alpha) : IActivationKernel
    {
        /// <inheritdoc/>
        public static bool DerivativeFromOutput => true;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Value<TLanes>(TLanes z)
            where TLanes : struct, ILanes<TLanes>
            => TLanes.Select(z > 0, z, alpha * Elementary.ExpM1(z));

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Derivative<TLanes>(TLanes a)
            where TLanes : struct, ILanes<TLanes>
            => TLanes.Select(a > 0, 1, a + alpha);
    }
}
