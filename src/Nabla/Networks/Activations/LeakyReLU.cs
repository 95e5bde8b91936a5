using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>f(z) = z for z > 0, slope·z otherwise.</summary>
/// <remarks>Maas, Hannun and Ng, ICML 2013.</remarks>
public sealed record LeakyReLU(double Slope = 0.01) : Activation<LeakyReLU.Formulas>
{
    /// <summary>The slope for z ≤ 0, at least 0; .01 by default.</summary>
    public double Slope { get; } = Slope is >= 0 and < double.PositiveInfinity ? Slope : throw new ArgumentOutOfRangeException(nameof(Slope), FormattableString.Invariant($"a slope of {Slope}, expected 0 or more"));

    /// <inheritdoc/>
    public override Notation Notation => new("leaky-relu", this.Slope);

    /// <inheritdoc/>
    public override ActivationPlace Place => ActivationPlace.HiddenOnly;

    /// <inheritdoc/>
    public override Initializer DefaultInitializer => new HeUniform();

    /// <inheritdoc/>
    protected override Formulas Kernel => new(this.Slope);

    /// <summary>f and f'.</summary>
    public readonly struct Formulas(double slope) : IActivationKernel
    {
        /// <inheritdoc/>
        public static bool DerivativeFromOutput => true;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Value<TLanes>(TLanes z)
            where TLanes : struct, ILanes<TLanes>
            => TLanes.Select(z > 0, z, slope * z);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Derivative<TLanes>(TLanes a)
            where TLanes : struct, ILanes<TLanes>
            => TLanes.Select(a > 0, 1, slope);
    }
}
