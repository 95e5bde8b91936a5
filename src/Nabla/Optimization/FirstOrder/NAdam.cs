using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>
/// Adam with Nesterov's momentum (Dozat, <i>Incorporating Nesterov Momentum into Adam</i>, 2016):
/// θ ← θ − α·[(1 − µ_t)/(1 − µ₁⋯µ_t)·g + µ_t₊₁/(1 − µ₁⋯µ_t₊₁)·m] / (√v̂ + ε) with µ_t = β₁·(1 − ½·.96^(ψ·t)).
/// </summary>
/// <param name="Beta1">β₁, default .9.</param>
/// <param name="Beta2">β₂, default .999.</param>
/// <param name="Epsilon">ε, default 1e-8.</param>
/// <param name="MomentumDecay">ψ, how fast µ_t rises from β₁/2 to β₁; default .004.</param>
public sealed record NAdam(double Beta1 = .9, double Beta2 = .999, double Epsilon = 1e-8, double MomentumDecay = .004) : UpdateRule
{
    private const int PowerNumber = 1, StepsNumber = 2, ProductNumber = 3;

    /// <summary>β₁.</summary>
    public double Beta1 { get; } = Require.Fraction(Beta1);

    /// <summary>β₂.</summary>
    public double Beta2 { get; } = Require.Fraction(Beta2);

    /// <summary>ε.</summary>
    public double Epsilon { get; } = Require.Positive(Epsilon);

    /// <summary>ψ.</summary>
    public double MomentumDecay { get; } = Require.Within(MomentumDecay, 0, double.MaxValue);

    /// <inheritdoc/>
    public override Notation Notation => new("nadam", this.Beta1, this.Beta2, this.Epsilon, this.MomentumDecay);

    /// <inheritdoc/>
    public override OptimizerState<T> Start<T>(int parameters, IReadOnlyList<ParameterGroup>? groups = null)
    {
        OptimizerState<T> state = AdamUpdate.Start<T>(parameters, groups);
        state.AddNumber("steps", 0);
        state.AddNumber("product of momenta", 1);
        return state;
    }

    /// <inheritdoc/>
    protected override void Apply<T>(OptimizerState<T> state, Span<T> parameters, Span<T> gradient, double learningRate, int threads)
    {
        AdamUpdate<T> adam = AdamUpdate.Next(state, this.Beta1, this.Beta2, this.Epsilon, learningRate);
        double step = ++state.Number(StepsNumber), momentum = this.Momentum(step), next = this.Momentum(step + 1);
        double product = state.Number(ProductNumber) *= momentum, rate = learningRate * Math.Sqrt(1 - state.Number(PowerNumber));
        T gradientRate = T.CreateTruncating(rate * (1 - momentum) / (1 - product));
        T meanRate = T.CreateTruncating(rate * next / (1 - (product * next)));
        UpdatePass.Run(new Update<T>(adam, gradientRate, meanRate), state, parameters, gradient, threads);
    }

    // µ_t.
    private double Momentum(double step) => this.Beta1 * (1 - (.5 * Elementary.Pow(.96, step * this.MomentumDecay)));

    // The rates and ε hold √(1 − β₂ᵗ), as Adam's do.
    private readonly record struct Update<T>(AdamUpdate<T> Adam, T GradientRate, T MeanRate) : IUpdate<Update<T>, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int Moments => 2;

        public Update<T> For(ParameterGroup group)
        {
            T factor = T.CreateTruncating(group.RateFactor);
            return this with { GradientRate = this.GradientRate * factor, MeanRate = this.MeanRate * factor };
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<TLanes>(ref TLanes parameter, TLanes gradient, ref TLanes mean, ref TLanes square, ref TLanes third)
            where TLanes : struct, ILanes<TLanes, T>
        {
            this.Adam.Observe(gradient, ref mean, ref square);
            TLanes step = (TLanes.Broadcast(this.GradientRate) * gradient) + (TLanes.Broadcast(this.MeanRate) * mean);
            parameter -= step / (TLanes.Sqrt(square) + TLanes.Broadcast(this.Adam.Epsilon));
        }
    }
}
