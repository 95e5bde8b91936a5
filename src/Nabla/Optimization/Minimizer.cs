using System.Numerics;

namespace Nabla.Optimization;

/// <summary>When a minimization stops by itself. A tolerance below 0 switches its test off.</summary>
public sealed record MinimizerOptions
{
    /// <summary>At most so many iterations; default 1,000.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <summary>The largest number of evaluations of cost and gradient, including the first; default no limit.</summary>
    public int MaxEvaluations { get; init; } = int.MaxValue;

    /// <summary>Stop when the largest entry of the gradient is at most this; default 1e-5.</summary>
    public double GradientTolerance { get; init; } = 1e-5;

    /// <summary>Stop when an iteration changes the cost by at most this, relative to max(1, |cost|); default off.</summary>
    public double CostTolerance { get; init; } = -1;

    /// <summary>Stop when an iteration moves no parameter by more than this, relative to max(1, largest |parameter|); default off.</summary>
    public double StepTolerance { get; init; } = -1;

    /// <summary>The reason to stop after an iteration, or null.</summary>
    public StopReason? ReasonToStop<T>(SolverState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(state);
        return state switch
        {
            { Reason: StopReason.NonFiniteStart } => state.Reason,
            _ when state.BestGradientNorm <= this.GradientTolerance => StopReason.GradientTolerance,
            { Reason: not null } => state.Reason,
            { Iterations: > 0 } when Math.Abs(state.Decrease) <= this.CostTolerance => StopReason.CostTolerance,
            { Iterations: > 0 } when state.Movement <= this.StepTolerance => StopReason.StepTolerance,
            _ when state.Iterations >= this.MaxIterations => StopReason.MaxIterations,
            _ when state.Evaluations >= this.MaxEvaluations => StopReason.MaxEvaluations,
            _ => null,
        };
    }
}

/// <summary>The end of a minimization.</summary>
/// <typeparam name="T">The number type.</typeparam>
/// <param name="Point">The point with the lowest cost of all that were evaluated.</param>
/// <param name="Cost">The cost there; ∞ only if the starting point has none that is finite.</param>
/// <param name="GradientNorm">The largest entry of the gradient there, without its sign; ∞ likewise.</param>
/// <param name="Iterations">Iterations done.</param>
/// <param name="Evaluations">Evaluations of cost and gradient.</param>
/// <param name="Reason">Why it ended.</param>
public sealed record MinimizationResult<T>(T[] Point, double Cost, double GradientNorm, int Iterations, int Evaluations, StopReason Reason)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>Runs a full-batch solver until there is a reason to stop.</summary>
public static class Minimizer
{
    /// <summary>Minimizes an objective. The reason to stop is a value of the result, never an exception.</summary>
    /// <param name="solver">How.</param>
    /// <param name="objective">What.</param>
    /// <param name="start">[Dimension] Where to start.</param>
    /// <param name="options">When to stop; null is the defaults.</param>
    /// <param name="onIteration">Called after each iteration that is counted; false stops.</param>
    /// <param name="cancellationToken">Looked at before each evaluation.</param>
    /// <exception cref="ArgumentException">The starting point does not fit the objective, or the objective the solver, or a limit is below its least value.</exception>
    public static MinimizationResult<T> Minimize<T>(
        FullBatchSolver solver,
        IObjective<T> objective,
        ReadOnlySpan<T> start,
        MinimizerOptions? options = null,
        Func<SolverState<T>, bool>? onIteration = null,
        CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(solver);
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxIterations);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxEvaluations, 1);
        SolverState<T> state = solver.Start(objective, start);
        state.MaxEvaluations = options.MaxEvaluations;
        state.Cancellation = cancellationToken;
        StopReason? reason;
        while ((reason = options.ReasonToStop(state)) is null)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                reason = StopReason.Cancelled;
                break;
            }

            int before = state.Iterations;
            solver.Step(state, objective);
            if (state.Iterations > before && onIteration is not null && !onIteration(state))
            {
                reason = state.Reason ?? StopReason.StoppedByCaller;
                break;
            }
        }

        return new(state.BestPoint.ToArray(), state.BestCost, state.BestGradientNorm, state.Iterations, state.Evaluations, reason.Value);
    }
}
