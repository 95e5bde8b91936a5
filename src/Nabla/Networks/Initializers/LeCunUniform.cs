using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>Uniform on ±√(3 / fan-in).</summary>
/// <remarks>LeCun, Bottou, Orr and Müller, Efficient BackProp, 1998.</remarks>
public sealed record LeCunUniform : Initializer
{
    /// <inheritdoc/>
    public override Notation Notation => new("lecun-uniform");

    /// <inheritdoc/>
    public override void Fill<T>(MatrixView<T> values, int fanIn, int fanOut, CounterRandom random)
        => FillUniform(values, -Math.Sqrt(3.0 / fanIn), Math.Sqrt(3.0 / fanIn), random);
}
