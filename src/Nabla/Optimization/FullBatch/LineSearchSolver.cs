using System.Numerics;
using System.Numerics.Tensors;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>A solver that searches along a descent direction and computes the next direction from the step.</summary>
/// <param name="LineSearch">The line search.</param>
public abstract record LineSearchSolver(LineSearch LineSearch) : FullBatchSolver
{
    /// <summary>The index of a solver's own vectors in the state, after the direction.</summary>
    protected new const int OwnVectors = DirectionVector + 1;

    private const int DirectionVector = FullBatchSolver.OwnVectors, FallNumber = OwnNumbers, LearnedNumber = OwnNumbers + 1;

    /// <inheritdoc/>
    public sealed override Notation Notation
        => this.LineSearch == this.UsualLineSearch ? this.OwnNotation : new($"{this.OwnNotation},{this.LineSearch}");

    /// <summary>The text form without the line search.</summary>
    protected abstract Notation OwnNotation { get; }

    /// <summary>The default line search.</summary>
    protected abstract LineSearch UsualLineSearch { get; }

    /// <inheritdoc/>
    protected sealed override void Prepare<T>(SolverState<T> state, IObjective<T> objective)
    {
        state.AddVector("direction", state.Parameters);
        state.AddNumber("last fall", 0);
        state.AddNumber("steps learned from", 0);
        this.AddMemory(state);
        state.Begin(objective);
        TensorPrimitives.Negate(state.Gradient, Direction(state));
    }

    /// <inheritdoc/>
    protected sealed override void Iterate<T>(SolverState<T> state, IObjective<T> objective)
    {
        LineSearchResult result = this.Search(state, objective);
        if (result.Outcome == LineSearchOutcome.Failed)
        {
            Learned(state) = 0;
            TensorPrimitives.Negate(state.Gradient, Direction(state));
            result = this.Search(state, objective);
        }

        if (result.Outcome is LineSearchOutcome.Failed or LineSearchOutcome.OutOfEvaluations)
        {
            state.Reason ??= StopReason.NoDecrease;
            return;
        }

        if (result.Outcome == LineSearchOutcome.Unbounded)
            state.Reason = StopReason.Unbounded;
        state.Number(FallNumber) = state.Cost - result.Point.Cost;
        this.Turn(state);
        state.Commit(result.Point.Cost);
    }

    /// <summary>The direction of the next search.</summary>
    protected static Span<T> Direction<T>(SolverState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => state.Vector(DirectionVector);

    /// <summary>The number of steps the solver has stored: 0 at the start and after a failed search.</summary>
    protected static ref double Learned<T>(SolverState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => ref state.Number(LearnedNumber);

    /// <summary>
    /// Whether to use the curvature along a step s: not if the change y of the gradient is orthogonal to it up to rounding, or if the curvature is
    /// negative. The test uses the angle, so it is independent of the units of cost and parameters.
    /// </summary>
    /// <param name="s">The step.</param>
    /// <param name="sy">sᵀy.</param>
    /// <param name="yy">‖y‖².</param>
    internal static bool Teaches<T>(ReadOnlySpan<T> s, double sy, double yy)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => sy > Rounding.Of<T>() * Math.Sqrt(Reductions.SquaredNorm(s)) * Math.Sqrt(yy);

    /// <summary>Adds the solver's own vectors.</summary>
    protected virtual void AddMemory<T>(SolverState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
    }

    /// <summary>Computes the next direction from the step between point and trial point.</summary>
    protected abstract void Turn<T>(SolverState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The first step of a search along the negative gradient without other information.</summary>
    /// <param name="norm">‖g‖; the default 1/‖g‖ gives a step of length 1.</param>
    protected virtual double OpeningStep(double norm) => 1 / norm;

    /// <summary>The first step of other searches.</summary>
    /// <param name="sameFall">The step at which a parabola with the current slope decreases as much as the last step did.</param>
    protected abstract double NextStep(double sameFall);

    private LineSearchResult Search<T>(SolverState<T> state, IObjective<T> objective)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double slope = Reductions.Dot<T>(state.Gradient, Direction(state));
        if (!(slope < 0 && double.IsFinite(slope)))
            return new(LineSearchOutcome.Failed, default);

        double first = Learned(state) == 0
            ? this.OpeningStep(Math.Sqrt(-slope))
            : this.NextStep(-2 * state.Number(FallNumber) / slope);
        if (!(first > 0 && double.IsFinite(first)))
            first = 1;
        return this.LineSearch.Search(state.Line.Along(objective, DirectionVector), state.Cost, slope, first);
    }
}
