using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>Plain gradient descent: θ ← θ − α·g.</summary>
public sealed record SGD : UpdateRule
{
    /// <inheritdoc/>
    public override Notation Notation => new("sgd");

    /// <inheritdoc/>
    public override double DefaultLearningRate => 0.1;

    /// <inheritdoc/>
    public override OptimizerState<T> Start<T>(int parameters, IReadOnlyList<ParameterGroup>? groups = null) => new(parameters, groups);

    /// <inheritdoc/>
    protected override void Apply<T>(OptimizerState<T> state, Span<T> parameters, Span<T> gradient, double learningRate, int threads)
        => UpdatePass.Run(new Update<T>(T.CreateTruncating(learningRate)), state, parameters, gradient, threads);

    private readonly record struct Update<T>(T Rate) : IUpdate<Update<T>, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int Moments => 0;

        public Update<T> For(ParameterGroup group) => this with { Rate = this.Rate * T.CreateTruncating(group.RateFactor) };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<TLanes>(ref TLanes parameter, TLanes gradient, ref TLanes first, ref TLanes second, ref TLanes third)
            where TLanes : struct, ILanes<TLanes, T>
            => parameter -= TLanes.Broadcast(this.Rate) * gradient;
    }
}
