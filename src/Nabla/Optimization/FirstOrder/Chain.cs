using Nabla.Descriptions;

namespace Nabla.Optimization;

/// <summary>
/// A sequence of rules for the same gradient: clipping rules change the gradient for the following rules; decay and descent change the parameters.
/// <c>new Chain(new ClipByNorm(1), new Adam())</c>.
/// </summary>
/// <param name="Rules">The rules, in order.</param>
public sealed record Chain(params IReadOnlyList<UpdateRule> Rules) : UpdateRule
{
    /// <inheritdoc/>
    public override Notation Notation => new(string.Join(',', this.Rules));

    /// <inheritdoc/>
    public override OptimizerState<T> Start<T>(int parameters, IReadOnlyList<ParameterGroup>? groups = null)
        => new(parameters, groups, [.. this.Rules.Select(rule => rule.Start<T>(parameters, groups))]);

    /// <summary>Two chains of equal rules in the same order are equal.</summary>
    public bool Equals(Chain? other) => other is not null && this.Rules.SequenceEqual(other.Rules);

    /// <inheritdoc/>
    public override int GetHashCode() => this.Rules.Aggregate(0, HashCode.Combine);

    /// <inheritdoc/>
    protected override void Apply<T>(OptimizerState<T> state, Span<T> parameters, Span<T> gradient, double learningRate, int threads)
    {
        for (int i = 0; i < this.Rules.Count; i++)
            this.Rules[i].Step(state.Parts[i], parameters, gradient, learningRate, threads);
    }
}
