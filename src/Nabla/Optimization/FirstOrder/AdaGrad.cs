using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>AdaGrad (Duchi, Hazan and Singer, JMLR 12, 2011): S ← S + g², θ ← θ − α·g / (√S + ε).</summary>
/// <param name="Epsilon">ε, default 1e-10.</param>
public sealed record AdaGrad(double Epsilon = 1e-10) : UpdateRule
{
    /// <summary>ε.</summary>
    public double Epsilon { get; } = Require.Positive(Epsilon);

    /// <inheritdoc/>
    public override Notation Notation => new("adagrad", this.Epsilon);

    /// <inheritdoc/>
    public override OptimizerState<T> Start<T>(int parameters, IReadOnlyList<ParameterGroup>? groups = null)
    {
        var state = new OptimizerState<T>(parameters, groups);
        state.AddVector("sum of squares", parameters);
        return state;
    }

    /// <inheritdoc/>
    protected override void Apply<T>(OptimizerState<T> state, Span<T> parameters, Span<T> gradient, double learningRate, int threads)
        => UpdatePass.Run(new Update<T>(T.CreateTruncating(this.Epsilon), T.CreateTruncating(learningRate)), state, parameters, gradient, threads);

    private readonly record struct Update<T>(T Epsilon, T Rate) : IUpdate<Update<T>, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int Moments => 1;

        public Update<T> For(ParameterGroup group) => this with { Rate = this.Rate * T.CreateTruncating(group.RateFactor) };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<TLanes>(ref TLanes parameter, TLanes gradient, ref TLanes sum, ref TLanes second, ref TLanes third)
            where TLanes : struct, ILanes<TLanes, T>
        {
            sum += gradient * gradient;
            parameter -= TLanes.Broadcast(this.Rate) * (gradient / (TLanes.Sqrt(sum) + TLanes.Broadcast(this.Epsilon)));
        }
    }
}
