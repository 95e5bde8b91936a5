using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>Uniform on ±√(6 / (fan-in + fan-out)).</summary>
/// <remarks>Glorot and Bengio, AISTATS 2010.</remarks>
public sealed record GlorotUniform : Initializer
{
    /// <inheritdoc/>
    public override Notation Notation => new("glorot-uniform");

    /// <inheritdoc/>
    public override void Fill<T>(MatrixView<T> values, int fanIn, int fanOut, CounterRandom random)
        => FillUniform(values, -Math.Sqrt(6.0 / (fanIn + fanOut)), Math.Sqrt(6.0 / (fanIn + fanOut)), random);
}
