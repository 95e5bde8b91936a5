using System.Numerics;

namespace Nabla.Optimization;

/// <summary>A cost of a flat vector of parameters, with its gradient.</summary>
/// <typeparam name="T">The number type.</typeparam>
public interface IObjective<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of parameters.</summary>
    int Dimension { get; }

    /// <summary>The cost at a point; the same point gives the same cost and gradient, bit for bit.</summary>
    /// <param name="point">[Dimension]</param>
    /// <param name="gradient">[Dimension] Receives the derivative of the cost with respect to each parameter.</param>
    double Evaluate(ReadOnlySpan<T> point, Span<T> gradient);
}
