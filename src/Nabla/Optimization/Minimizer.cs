using System.Numerics;

namespace Nabla.Optimization;

/// <summary>The stopping criteria of a minimization. A tolerance below 0 disables its test.</summary>
public sealed record MinimizerOptions
{
    /// <summary>The maximum number of iterations; default 1,000.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <summary>The maximum number of evaluations of cost and gradient, including the first; default no limit.</summary>
    public int MaxEvaluations { get; init; } = int.MaxValue;

    /// <summary>Stop when the largest entry of the gradient is at most this; default 1e-5.</summary>
    public double GradientTolerance { get; init; } = 1e-5;

    /// <summary>Stop when an iteration changes the cost by at most this, relative to max(1, |cost|); default off.</summary>
    public double CostTolerance { get; init; } = -1;

    /// <summary>Stop when an iteration moves no parameter by more than this, relative to max(1, largest |parameter|); default off.</summary>
    public double StepTolerance { get; init; } = -1;

    /// <summary>The reason to stop after an iteration; null to continue.</summary>
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

/// <summary>The result of a minimization.</summary>
/// <typeparam name="T">The number type.</typeparam>
/// <param name="Point">The evaluated point with the lowest cost.</param>
/// <param name="Cost">The cost there; ∞ only if that of the starting point is not finite.</param>
/// <param name="GradientNorm">The largest absolute gradient entry there; ∞ likewise.</param>
/// <param name="Iterations">The number of iterations.</param>
/// <param name="Evaluations">The number of evaluations of cost and gradient.</param>
/// <param name="Reason">The reason why it ended.</param>
public sealed record MinimizationResult<T>(T[] Point, double Cost, double GradientNorm, int Iterations, int Evaluations, StopReason Reason)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>Runs a full-batch solver until there is a reason to stop.</summary>
public static class Minimizer
{
    /// <summary>Minimizes an objective. The reason to stop is a value of the result, never an exception.</summary>
    /// <param name="solver">The solver.</param>
    /// <param name="objective">The objective.</param>
    /// <param name="start">[Dimension] The starting point.</param>
    /// <param name="options">The stopping criteria; null for the defaults.</param>
    /// <param name="onIteration">Called after each counted iteration; return false to stop.</param>
    /// <param name="cancellationToken">Checked before each evaluation.</param>
    /// <exception cref="ArgumentException">The starting point does not fit the objective, or the objective the solver, or a limit is too small.</exception>
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
