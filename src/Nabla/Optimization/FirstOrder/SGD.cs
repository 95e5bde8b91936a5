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
    public override OptimizerState<T> Start<T>(int parameters, IReadOnlyList<ParameterGroup>? groups = null) => new(parameters, groups);

    /// <inheritdoc/>
    protected internal override void Apply<T>(OptimizerState<T> state, Span<T> parameters, Span<T> gradient, double learningRate, int threads)
        => UpdatePass.Run(new Update(learningRate), state, parameters, gradient, threads);

    private readonly record struct Update(double Rate) : IUpdate<Update>
    {
        public static int Moments => 0;

        public Update For(ParameterGroup group) => new(this.Rate * group.RateFactor);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<TLanes>(ref TLanes parameter, TLanes gradient, ref TLanes first, ref TLanes second, ref TLanes third)
            where TLanes : struct, ILanes<TLanes>
            => parameter -= this.Rate * gradient;
    }
}
