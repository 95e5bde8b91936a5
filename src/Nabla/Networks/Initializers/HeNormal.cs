using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>Normal with variance 2 / fan-in.</summary>
/// <remarks>He, Zhang, Ren and Sun, ICCV 2015.</remarks>
public sealed record HeNormal : Initializer
{
    /// <inheritdoc/>
    public override Notation Notation => new("he-normal");

    /// <inheritdoc/>
    public override void Fill<T>(MatrixView<T> values, int fanIn, int fanOut, CounterRandom random)
        => FillNormal(values, 0, Math.Sqrt(2.0 / fanIn), random);
}
