using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>
/// AMSGrad (Reddi, Kale and Kumar, ICLR 2018): Adam with the maximum of v so far instead of v, so that steps do not grow when an old large gradient
/// is forgotten. Bias-corrected as in PyTorch.
/// </summary>
/// <param name="Beta1">β₁, default .9.</param>
/// <param name="Beta2">β₂, default .999.</param>
/// <param name="Epsilon">ε, default 1e-8.</param>
public sealed record AMSGrad(double Beta1 = .9, double Beta2 = .999, double Epsilon = 1e-8) : UpdateRule
{
    /// <summary>β₁.</summary>
    public double Beta1 { get; } = Require.Fraction(Beta1);

    /// <summary>β₂.</summary>
    public double Beta2 { get; } = Require.Fraction(Beta2);

    /// <summary>ε.</summary>
    public double Epsilon { get; } = Require.Positive(Epsilon);

    /// <inheritdoc/>
    public override Notation Notation => new("amsgrad", this.Beta1, this.Beta2, this.Epsilon);

    /// <inheritdoc/>
    public override OptimizerState<T> Start<T>(int parameters, IReadOnlyList<ParameterGroup>? groups = null)
    {
        OptimizerState<T> state = AdamUpdate.Start<T>(parameters, groups);
        state.AddVector("largest square mean", parameters);
        return state;
    }

    /// <inheritdoc/>
    protected override void Apply<T>(OptimizerState<T> state, Span<T> parameters, Span<T> gradient, double learningRate, int threads)
        => UpdatePass.Run(
            new Update<T>(AdamUpdate.Next(state, this.Beta1, this.Beta2, this.Epsilon, learningRate)), state, parameters, gradient, threads);

    private readonly record struct Update<T>(AdamUpdate<T> Adam) : IUpdate<Update<T>, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int Moments => 3;

        public Update<T> For(ParameterGroup group) => new(this.Adam.For(group));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<TLanes>(ref TLanes parameter, TLanes gradient, ref TLanes mean, ref TLanes square, ref TLanes largest)
            where TLanes : struct, ILanes<TLanes, T>
        {
            this.Adam.Observe(gradient, ref mean, ref square);
            largest = TLanes.Max(largest, square);
            this.Adam.Move(ref parameter, mean, largest);
        }
    }
}
