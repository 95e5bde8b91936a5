using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>
/// Nesterov's accelerated gradient, in the form at the look-ahead point (Sutskever et al., 2013):
/// V ← μ·V − α·g, θ ← θ + μ·V − α·g.
/// </summary>
/// <param name="Coefficient">μ, the momentum coefficient; default .9.</param>
/// <param name="RateOutside">
/// Whether the learning rate is applied outside the velocity, V ← μ·V + g, θ ← θ − α·(μ·V + g). The two differ only when the rate changes:
/// inside is scikit-learn's form, outside PyTorch's.
/// </param>
public sealed record Nesterov(double Coefficient = .9, bool RateOutside = false) : UpdateRule
{
    /// <summary>μ, the momentum coefficient.</summary>
    public double Coefficient { get; } = Require.Fraction(Coefficient);

    /// <inheritdoc/>
    public override Notation Notation => this.RateOutside ? new("nesterov", this.Coefficient, 1) : new("nesterov", this.Coefficient);

    /// <inheritdoc/>
    public override double DefaultLearningRate => 0.02;

    /// <inheritdoc/>
    public override OptimizerState<T> Start<T>(int parameters, IReadOnlyList<ParameterGroup>? groups = null)
        => new Momentum().Start<T>(parameters, groups);

    /// <inheritdoc/>
    protected override void Apply<T>(OptimizerState<T> state, Span<T> parameters, Span<T> gradient, double learningRate, int threads)
        => UpdatePass.Run(new Update<T>(T.CreateTruncating(this.Coefficient), T.CreateTruncating(learningRate), this.RateOutside), state, parameters, gradient, threads);

    private readonly record struct Update<T>(T Coefficient, T Rate, bool RateOutside) : IUpdate<Update<T>, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int Moments => 1;

        public Update<T> For(ParameterGroup group) => this with { Rate = this.Rate * T.CreateTruncating(group.RateFactor) };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<TLanes>(ref TLanes parameter, TLanes gradient, ref TLanes velocity, ref TLanes second, ref TLanes third)
            where TLanes : struct, ILanes<TLanes, T>
        {
            TLanes rate = TLanes.Broadcast(this.Rate), coefficient = TLanes.Broadcast(this.Coefficient);
            TLanes step = this.RateOutside ? gradient : -rate * gradient;
            velocity = (coefficient * velocity) + step;
            step = (coefficient * velocity) + step;
            parameter += this.RateOutside ? -rate * step : step;
        }
    }
}
