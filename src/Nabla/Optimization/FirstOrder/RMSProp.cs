using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>RMSProp (Tieleman and Hinton, <i>Neural Networks for Machine Learning</i>, lecture 6.5, 2012):
/// v ← ρ·v + (1 − ρ)·g², θ ← θ − α·g / (√v + ε).</summary>
/// <param name="Decay">ρ, what is kept of the mean square; default .99, PyTorch's (the lecture has .9).</param>
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
    protected internal override void Apply<T>(OptimizerState<T> state, Span<T> parameters, Span<T> gradient, double learningRate, int threads)
        => UpdatePass.Run(new Update(this.Decay, this.Epsilon, learningRate), state, parameters, gradient, threads);

    private readonly record struct Update(double Decay, double Epsilon, double Rate) : IUpdate<Update>
    {
        public static int Moments => 1;

        public Update For(ParameterGroup group) => this with { Rate = this.Rate * group.RateFactor };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<TLanes>(ref TLanes parameter, TLanes gradient, ref TLanes square, ref TLanes second, ref TLanes third)
            where TLanes : struct, ILanes<TLanes>
        {
            square = (this.Decay * square) + ((1 - this.Decay) * (gradient * gradient));
            parameter -= this.Rate * (gradient / (TLanes.Sqrt(square) + this.Epsilon));
        }
    }
}
