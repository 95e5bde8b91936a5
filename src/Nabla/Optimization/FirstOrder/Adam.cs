using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>
/// Adam (Kingma and Ba, 2015): m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g²,
/// θ ← θ − α·m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ) (algorithm 1).
/// </summary>
/// <param name="Beta1">β₁, what is kept of the mean of the gradient; default .9.</param>
/// <param name="Beta2">β₂, what is kept of the mean of its square; default .999.</param>
/// <param name="Epsilon">ε, default 1e-8.</param>
/// <param name="EpsilonFirst">
/// Whether ε is added before v is corrected, θ ← θ − α·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·m / (√v + ε): the form at the end of the
/// paper's section 2, and scikit-learn's.
/// </param>
public sealed record Adam(double Beta1 = .9, double Beta2 = .999, double Epsilon = 1e-8, bool EpsilonFirst = false) : UpdateRule
{
    /// <summary>β₁, what is kept of the mean of the gradient.</summary>
    public double Beta1 { get; } = Require.Fraction(Beta1);

    /// <summary>β₂, what is kept of the mean of its square.</summary>
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
    protected internal override void Apply<T>(OptimizerState<T> state, Span<T> parameters, Span<T> gradient, double learningRate, int threads)
        => UpdatePass.Run(
            AdamUpdate.Next(state, this.Beta1, this.Beta2, this.Epsilon, learningRate, this.EpsilonFirst),
            state, parameters, gradient, threads);
}

/// <summary>The arithmetic that Adam, AdamW and AMSGrad share.</summary>
// Rate is α / (1 − β₁ᵗ), for ε first also times √(1 − β₂ᵗ); Root is √(1 − β₂ᵗ), or 1 for ε first; Decay is α·λ of decoupled decay.
internal readonly record struct AdamUpdate(double Beta1, double Beta2, double Epsilon, double Rate, double Root, double Decay)
    : IUpdate<AdamUpdate>
{
    public static int Moments => 2;

    /// <summary>Mean and square mean; β₁ᵗ and β₂ᵗ as running products.</summary>
    public static OptimizerState<T> Start<T>(int parameters, IReadOnlyList<ParameterGroup>? groups)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var state = new OptimizerState<T>(parameters, groups);
        state.AddVector("mean", parameters);
        state.AddVector("square mean", parameters);
        state.AddNumber("power of beta 1", 1);
        state.AddNumber("power of beta 2", 1);
        return state;
    }

    /// <summary>The update of the next step.</summary>
    public static AdamUpdate Next<T>(
        OptimizerState<T> state, double beta1, double beta2, double epsilon, double learningRate, bool epsilonFirst = false, double weightDecay = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double rate = learningRate / (1 - (state.Number(0) *= beta1));
        double root = Math.Sqrt(1 - (state.Number(1) *= beta2));
        return new(beta1, beta2, epsilon, epsilonFirst ? rate * root : rate, epsilonFirst ? 1 : root, learningRate * weightDecay);
    }

    public AdamUpdate For(ParameterGroup group)
        => this with { Rate = this.Rate * group.RateFactor, Decay = group.Decay ? this.Decay * group.RateFactor : 0 };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<TLanes>(ref TLanes parameter, TLanes gradient, ref TLanes mean, ref TLanes square, ref TLanes third)
        where TLanes : struct, ILanes<TLanes>
    {
        this.Observe(gradient, ref mean, ref square);
        this.Move(ref parameter, mean, square);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Observe<TLanes>(TLanes gradient, ref TLanes mean, ref TLanes square)
        where TLanes : struct, ILanes<TLanes>
    {
        mean = (this.Beta1 * mean) + ((1 - this.Beta1) * gradient);
        square = (this.Beta2 * square) + ((1 - this.Beta2) * (gradient * gradient));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Move<TLanes>(ref TLanes parameter, TLanes mean, TLanes square)
        where TLanes : struct, ILanes<TLanes>
    {
        parameter -= this.Decay * parameter;
        parameter -= this.Rate * (mean / ((TLanes.Sqrt(square) / this.Root) + this.Epsilon));
    }
}
