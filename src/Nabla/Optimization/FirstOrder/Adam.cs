using Nabla.Descriptions;

namespace Nabla.Optimization;

/// <summary>
/// Adam (Kingma and Ba, 2015): m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g²,
/// θ ← θ − α·m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ) (algorithm 1).
/// </summary>
/// <param name="Beta1">β₁, the decay of the mean gradient; default .9.</param>
/// <param name="Beta2">β₂, the decay of the mean squared gradient; default .999.</param>
/// <param name="Epsilon">ε, default 1e-8.</param>
/// <param name="EpsilonFirst">
/// Whether ε is added before v is corrected, θ ← θ − α·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·m / (√v + ε): the form at the end of the
/// paper's section 2, and scikit-learn's.
/// </param>
public sealed record Adam(double Beta1 = .9, double Beta2 = .999, double Epsilon = 1e-8, bool EpsilonFirst = false) : UpdateRule
{
    /// <summary>β₁, the decay of the mean gradient.</summary>
    public double Beta1 { get; } = Require.Fraction(Beta1);

    /// <summary>β₂, the decay of the mean squared gradient.</summary>
    public double Beta2 { get; } = Require.Fraction(Beta2);

    /// <summary>ε.</summary>
    public double Epsilon { get; } = Require.Positive(Epsilon);

    /// <inheritdoc/>
    public override Notation Notation => this.EpsilonFirst
        ? new("adam", this.Beta1, this.Beta2, this.Epsilon, 1)
        : new("adam", this.Beta1, this.Beta2, this.Epsilon);

    /// <inheritdoc/>
    public override OptimizerState<T> Start<T>(int parameters, IReadOnlyList<ParameterGroup>? groups = null)
        => AdamUpdate.Start<T>(parameters, groups);

    /// <inheritdoc/>
    protected override void Apply<T>(OptimizerState<T> state, Span<T> parameters, Span<T> gradient, double learningRate, int threads)
        => UpdatePass.Run(
            AdamUpdate.Next(state, this.Beta1, this.Beta2, this.Epsilon, learningRate, this.EpsilonFirst),
            state, parameters, gradient, threads);
}
