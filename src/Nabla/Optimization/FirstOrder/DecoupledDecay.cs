using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>
/// Decoupled weight decay (Loshchilov and Hutter, ICLR 2019): θ ← θ − α·λ·θ in groups with decay.
/// In a chain before SGD it is the same as an L2 penalty λ/2·Σ‖W‖²; before adaptive rules it is not.
/// </summary>
/// <param name="WeightDecay">λ.</param>
public sealed record DecoupledDecay(double WeightDecay) : UpdateRule
{
    /// <summary>λ.</summary>
    public double WeightDecay { get; } = Require.Within(WeightDecay, 0, double.MaxValue);

    /// <inheritdoc/>
    public override Notation Notation => new("decay", this.WeightDecay);

    /// <inheritdoc/>
    public override OptimizerState<T> Start<T>(int parameters, IReadOnlyList<ParameterGroup>? groups = null) => new(parameters, groups);

    /// <inheritdoc/>
    protected override void Apply<T>(OptimizerState<T> state, Span<T> parameters, Span<T> gradient, double learningRate, int threads)
        => UpdatePass.Run(new Update<T>(T.CreateTruncating(learningRate * (this.WeightDecay * state.DecayFactor))), state, parameters, gradient, threads);

    private readonly record struct Update<T>(T Decay) : IUpdate<Update<T>, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int Moments => 0;

        public Update<T> For(ParameterGroup group) => this with { Decay = group.Decay ? this.Decay * T.CreateTruncating(group.RateFactor) * T.CreateTruncating(group.DecayFactor) : T.Zero };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<TLanes>(ref TLanes parameter, TLanes gradient, ref TLanes first, ref TLanes second, ref TLanes third)
            where TLanes : struct, ILanes<TLanes, T>
            => parameter -= TLanes.Broadcast(this.Decay) * parameter;
    }
}
