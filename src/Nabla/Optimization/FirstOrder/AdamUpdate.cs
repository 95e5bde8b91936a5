using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>The shared arithmetic of Adam and its variants.</summary>
/// <param name="Beta1">β₁.</param>
/// <param name="Rest1">1 − β₁.</param>
/// <param name="Beta2">β₂.</param>
/// <param name="Rest2">1 − β₂.</param>
/// <param name="Epsilon">ε, times √(1 − β₂ᵗ) unless ε comes first.</param>
/// <param name="Rate">α·√(1 − β₂ᵗ) / (1 − β₁ᵗ).</param>
/// <param name="Decay">α·λ of decoupled weight decay.</param>
internal readonly record struct AdamUpdate<T>(T Beta1, T Rest1, T Beta2, T Rest2, T Epsilon, T Rate, T Decay) : IUpdate<AdamUpdate<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Moments => 2;

    public AdamUpdate<T> For(ParameterGroup group)
    {
        T factor = T.CreateTruncating(group.RateFactor);
        return this with { Rate = this.Rate * factor, Decay = group.Decay ? this.Decay * factor * T.CreateTruncating(group.DecayFactor) : T.Zero };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<TLanes>(ref TLanes parameter, TLanes gradient, ref TLanes mean, ref TLanes square, ref TLanes third)
        where TLanes : struct, ILanes<TLanes, T>
    {
        this.Observe(gradient, ref mean, ref square);
        this.Move(ref parameter, mean, square);
    }

    /// <summary>m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Observe<TLanes>(TLanes gradient, ref TLanes mean, ref TLanes square)
        where TLanes : struct, ILanes<TLanes, T>
    {
        mean = (TLanes.Broadcast(this.Beta1) * mean) + (TLanes.Broadcast(this.Rest1) * gradient);
        square = (TLanes.Broadcast(this.Beta2) * square) + (TLanes.Broadcast(this.Rest2) * (gradient * gradient));
    }

    /// <summary>θ ← θ − α·λ·θ − rate·m / (√v + ε).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Move<TLanes>(ref TLanes parameter, TLanes mean, TLanes square)
        where TLanes : struct, ILanes<TLanes, T>
    {
        parameter -= TLanes.Broadcast(this.Decay) * parameter;
        parameter -= TLanes.Broadcast(this.Rate) * (mean / (TLanes.Sqrt(square) + TLanes.Broadcast(this.Epsilon)));
    }
}

/// <summary>The state of Adam and its variants: mean and mean square, β₁ᵗ and β₂ᵗ as running products.</summary>
internal static class AdamUpdate
{
    /// <summary>Creates the initial state.</summary>
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

    /// <summary>The update of the next step. Dividing by √v̂ + ε is dividing by √v + ε·√(1 − β₂ᵗ) and multiplying by √(1 − β₂ᵗ).</summary>
    public static AdamUpdate<T> Next<T>(
        OptimizerState<T> state, double beta1, double beta2, double epsilon, double learningRate, bool epsilonFirst = false, double weightDecay = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double correction1 = 1 - (state.Number(0) *= beta1), root2 = Math.Sqrt(1 - (state.Number(1) *= beta2));
        return new(
            T.CreateTruncating(beta1),
            T.CreateTruncating(1 - beta1),
            T.CreateTruncating(beta2),
            T.CreateTruncating(1 - beta2),
            T.CreateTruncating(epsilonFirst ? epsilon : epsilon * root2),
            T.CreateTruncating(learningRate * root2 / correction1),
            T.CreateTruncating(learningRate * weightDecay));
    }
}
