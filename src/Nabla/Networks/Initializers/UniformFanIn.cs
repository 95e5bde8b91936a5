using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>Uniform on [−1, 1)/√fan-in.</summary>
public sealed record UniformFanIn : Initializer
{
    /// <inheritdoc/>
    public override Notation Notation => new("uniform-fan-in");

    /// <inheritdoc/>
    public override void Fill<T>(MatrixView<T> values, int fanIn, int fanOut, CounterRandom random)
        => FillUniform(values, -1 / Math.Sqrt(fanIn), 1 / Math.Sqrt(fanIn), random);
}
