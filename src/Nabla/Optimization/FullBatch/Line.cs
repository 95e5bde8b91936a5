using System.Numerics;
using System.Numerics.Tensors;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>The cost along a line from the current point of a solver: φ(α) = f(x + α·d), φ'(α) = ∇f(x + α·d)ᵀ·d.</summary>
internal sealed class Line<T>(SolverState<T> state) : ILine
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private IObjective<T>? objective;
    private int direction;

    /// <summary>The line along a direction, which is one of the state's vectors.</summary>
    public Line<T> Along(IObjective<T> cost, int vector)
    {
        (this.objective, this.direction) = (cost, vector);
        return this;
    }

    /// <inheritdoc/>
    public bool TryEvaluate(double step, out LinePoint point)
    {
        ReadOnlySpan<T> d = state.Vector(this.direction);
        TensorPrimitives.FusedMultiplyAdd(d, T.CreateTruncating(step), state.Point, state.TrialPoint);
        bool evaluated = state.TryEvaluate(this.objective!, out double cost);
        point = new(step, cost, Reductions.Dot(state.TrialGradient, d));
        return evaluated;
    }
}
