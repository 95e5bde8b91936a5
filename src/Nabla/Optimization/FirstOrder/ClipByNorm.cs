using System.Numerics.Tensors;
using Nabla.Descriptions;

namespace Nabla.Optimization;

/// <summary>
/// Clips the gradient norm by scaling the whole gradient, for the following rules in a chain
/// (Pascanu, Mikolov and Bengio, ICML 2013).
/// </summary>
/// <param name="Limit">The maximum ‖g‖.</param>
public sealed record ClipByNorm(double Limit) : UpdateRule
{
    /// <summary>The maximum ‖g‖.</summary>
    public double Limit { get; } = Require.Positive(Limit);

    /// <inheritdoc/>
    public override Notation Notation => new("clip-norm", this.Limit);

    /// <inheritdoc/>
    public override OptimizerState<T> Start<T>(int parameters, IReadOnlyList<ParameterGroup>? groups = null) => new(parameters, groups);

    /// <inheritdoc/>
    protected override void Apply<T>(OptimizerState<T> state, Span<T> parameters, Span<T> gradient, double learningRate, int threads)
    {
        double norm = Math.Sqrt(state.SquaredNorm(gradient));
        if (norm > this.Limit)
            TensorPrimitives.Multiply(gradient, T.CreateTruncating(this.Limit / norm), gradient);
    }
}
