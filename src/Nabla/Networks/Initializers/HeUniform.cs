using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>Uniform on ±√(6 / fan-in).</summary>
/// <remarks>He, Zhang, Ren and Sun, ICCV 2015.</remarks>
public sealed record HeUniform : Initializer
{
    /// <inheritdoc/>
    public override Notation Notation => new("he-uniform");

    /// <inheritdoc/>
    public override void Fill<T>(MatrixView<T> values, int fanIn, int fanOut, CounterRandom random)
        => FillUniform(values, -Math.Sqrt(6.0 / fanIn), Math.Sqrt(6.0 / fanIn), random);
}
