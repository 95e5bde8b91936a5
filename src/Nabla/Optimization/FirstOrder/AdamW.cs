using Nabla.Descriptions;

namespace Nabla.Optimization;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter, ICLR 2019, algorithm 2): θ ← θ − α·λ·θ in groups with decay, then Adam's step.
/// </summary>
/// <param name="WeightDecay">λ, default .01.</param>
/// <param name="Beta1">β₁, default .9.</param>
/// <param name="Beta2">β₂, default .999.</param>
/// <param name="Epsilon">ε, default 1e-8.</param>
public sealed record AdamW(double WeightDecay = .01, double Beta1 = .9, double Beta2 = .999, double Epsilon = 1e-8) : UpdateRule
{
    /// <summary>λ.</summary>
    public double WeightDecay { get; } = Require.Within(WeightDecay, 0, double.MaxValue);

    /// <summary>β₁.</summary>
    public double Beta1 { get; } = Require.Fraction(Beta1);

    /// <summary>β₂.</summary>
    public double Beta2 { get; } = Require.Fraction(Beta2);

    /// <summary>ε.</summary>
    public double Epsilon { get; } = Require.Positive(Epsilon);

    /// <inheritdoc/>
    public override Notation Notation => new("adamw", this.WeightDecay, this.Beta1, this.Beta2, this.Epsilon);

    /// <inheritdoc/>
    public override OptimizerState<T> Start<T>(int parameters, IReadOnlyList<ParameterGroup>? groups = null)
        => AdamUpdate.Start<T>(parameters, groups);

    /// <inheritdoc/>
    protected override void Apply<T>(OptimizerState<T> state, Span<T> parameters, Span<T> gradient, double learningRate, int threads)
        => UpdatePass.Run(
            AdamUpdate.Next(state, this.Beta1, this.Beta2, this.Epsilon, learningRate, weightDecay: this.WeightDecay * state.DecayFactor),
            state, parameters, gradient, threads);
}
