using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>Normal with variance 2 / (fan-in + fan-out).</summary>
/// <remarks>Glorot and Bengio, AISTATS 2010.</remarks>
public sealed record GlorotNormal : Initializer
{
    /// <inheritdoc/>
    public override Notation Notation => new("glorot-normal");

    /// <inheritdoc/>
    public override void Fill<T>(MatrixView<T> values, int fanIn, int fanOut, CounterRandom random)
        => FillNormal(values, 0, Math.Sqrt(2.0 / (fanIn + fanOut)), random);
}
