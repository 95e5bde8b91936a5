using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>Normal with variance 1 / fan-in.</summary>
/// <remarks>LeCun, Bottou, Orr and Müller, Efficient BackProp, 1998.</remarks>
public sealed record LeCunNormal : Initializer
{
    /// <inheritdoc/>
    public override Notation Notation => new("lecun-normal");

    /// <inheritdoc/>
    public override void Fill<T>(MatrixView<T> values, int fanIn, int fanOut, CounterRandom random)
        => FillNormal(values, 0, Math.Sqrt(1.0 / fanIn), random);
}
