using System.Numerics;

namespace Nabla.Optimization;

/// <summary>
/// An immutable description of a full-batch minimizer; what changes from iteration to iteration is in its state.
/// A step proposes, validates and commits: a point with a cost or gradient that is not finite is never taken.
/// </summary>
public abstract record Solver
{
    /// <summary>Evaluates the starting point and returns a state to begin with.</summary>
    /// <param name="objective">The cost.</param>
    /// <param name="point">[Dimension] Where to start.</param>
    /// <exception cref="ArgumentException">The point's length is not the objective's dimension, or this solver cannot take the objective.</exception>
    public SolverState<T> Start<T>(IObjective<T> objective, ReadOnlySpan<T> point)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(objective);
        if (point.Length != objective.Dimension)
            throw new ArgumentException($"the starting point has {point.Length} numbers, the objective {objective.Dimension} parameters", nameof(point));
        var state = new SolverState<T>(point);
        this.Prepare(state, objective);
        return state;
    }

    /// <summary>Does one iteration; nothing is allocated. Does nothing if the state has a reason to stop.</summary>
    public void Step<T>(SolverState<T> state, IObjective<T> objective)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(objective);
        if (state.Reason is not null)
            return;
        state.Stay();
        this.Iterate(state, objective);
        if (state.Reason is null or StopReason.Unbounded)
            state.CountIteration();
    }

    /// <summary>Adds the solver's own vectors and numbers and evaluates the starting point.</summary>
    protected internal abstract void Prepare<T>(SolverState<T> state, IObjective<T> objective)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Does one iteration.</summary>
    protected internal abstract void Iterate<T>(SolverState<T> state, IObjective<T> objective)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
