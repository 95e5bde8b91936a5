using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>RMSProp (Tieleman and Hinton, <i>Neural Networks for Machine Learning</i>, lecture 6.5, 2012):
/// v ← ρ·v + (1 − ρ)·g², θ ← θ − α·g / (√v + ε).</summary>
/// <param name="Decay">ρ, the decay of the mean square; default .99, PyTorch's (the lecture has .9).</param>
/// <param name="Epsilon">ε, default 1e-8.</param>
public sealed record RMSProp(double Decay = .99, double Epsilon = 1e-8) : UpdateRule
{
    /// <summary>ρ.</summary>
    public double Decay { get; } = Require.Fraction(Decay);

    /// <summary>ε.</summary>
    public double Epsilon { get; } = Require.Positive(Epsilon);

    /// <inheritdoc/>
    public override Notation Notation => new("rmsprop", this.Decay, this.Epsilon);

    /// <inheritdoc/>
    public override OptimizerState<T> Start<T>(int parameters, IReadOnlyList<ParameterGroup>? groups = null)
    {
        var state = new OptimizerState<T>(parameters, groups);
        state.AddVector("square mean", parameters);
        return state;
    }

    /// <inheritdoc/>
    protected override void Apply<T>(OptimizerState<T> state, Span<T> parameters, Span<T> gradient, double learningRate, int threads)
        => UpdatePass.Run(
            new Update<T>(
                T.CreateTruncating(this.Decay),
                T.CreateTruncating(1 - this.Decay),
                T.CreateTruncating(this.Epsilon),
                T.CreateTruncating(learningRate)), state, parameters, gradient, threads);

    private readonly record struct Update<T>(T Decay, T Rest, T Epsilon, T Rate) : IUpdate<Update<T>, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int Moments => 1;

        public Update<T> For(ParameterGroup group) => this with { Rate = this.Rate * T.CreateTruncating(group.RateFactor) };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<TLanes>(ref TLanes parameter, TLanes gradient, ref TLanes square, ref TLanes second, ref TLanes third)
            where TLanes : struct, ILanes<TLanes, T>
        {
            square = (TLanes.Broadcast(this.Decay) * square) + (TLanes.Broadcast(this.Rest) * (gradient * gradient));
            parameter -= TLanes.Broadcast(this.Rate) * (gradient / (TLanes.Sqrt(square) + TLanes.Broadcast(this.Epsilon)));
        }
    }
}
