using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>Clips every entry of the gradient to [−limit, limit], for the following rules in a chain. NaN stays NaN.</summary>
/// <param name="Limit">The limit.</param>
public sealed record ClipByValue(double Limit) : UpdateRule
{
    /// <summary>The limit.</summary>
    public double Limit { get; } = Require.Positive(Limit);

    /// <inheritdoc/>
    public override Notation Notation => new("clip-value", this.Limit);

    /// <inheritdoc/>
    public override OptimizerState<T> Start<T>(int parameters, IReadOnlyList<ParameterGroup>? groups = null) => new(parameters, groups);

    /// <inheritdoc/>
    protected override void Apply<T>(OptimizerState<T> state, Span<T> parameters, Span<T> gradient, double learningRate, int threads)
        => Elementwise.Map<T, Clip>(new(this.Limit), gradient, gradient);

    private readonly record struct Clip(double Limit) : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Invoke<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes>
            => TLanes.Max(-this.Limit, TLanes.Min(this.Limit, x));
    }
}
