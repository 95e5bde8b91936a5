using System.Numerics;
using System.Numerics.Tensors;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>A solver that searches along a direction of descent and learns the next direction from the step it took.</summary>
/// <param name="LineSearch">How it searches.</param>
public abstract record LineSearchSolver(LineSearch LineSearch) : Solver
{
    /// <summary>Where a solver's own vectors begin in the state.</summary>
    private protected const int OwnVectors = 5;

    private const int DirectionVector = 4, SlopeNumber = 8, StepNumber = 9, FallNumber = 10, LearnedNumber = 11;

    /// <inheritdoc/>
    public sealed override Notation Notation
        => this.LineSearch == this.UsualLineSearch ? this.OwnNotation : new($"{this.OwnNotation},{this.LineSearch}");

    /// <summary>The text form without the line search.</summary>
    private protected abstract Notation OwnNotation { get; }

    /// <summary>The line search that goes without saying.</summary>
    private protected abstract LineSearch UsualLineSearch { get; }

    /// <inheritdoc/>
    protected internal sealed override void Prepare<T>(SolverState<T> state, IObjective<T> objective)
    {
        state.AddVector("direction", state.Parameters);
        foreach (string name in (ReadOnlySpan<string>)["last slope", "last step", "last fall", "steps learned from"])
            state.AddNumber(name, 0);
        this.AddMemory(state);
        state.Begin(objective);
        TensorPrimitives.Negate(state.Gradient, Direction(state));
    }

    /// <inheritdoc/>
    protected internal sealed override void Iterate<T>(SolverState<T> state, IObjective<T> objective)
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
        state.Number(StepNumber) = result.Point.Step;
        state.Number(FallNumber) = state.Cost - result.Point.Cost;
        this.Turn(state, result.Point.Step);
        state.Commit(result.Point.Cost);
    }

    /// <summary>The direction of the next search.</summary>
    private protected static Span<T> Direction<T>(SolverState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => state.Vector(DirectionVector);

    /// <summary>How many steps the solver knows of: 0 at the beginning, and when the search was about to fail.</summary>
    private protected static ref double Learned<T>(SolverState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => ref state.Number(LearnedNumber);

    /// <summary>Adds the solver's own vectors.</summary>
    private protected virtual void AddMemory<T>(SolverState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
    }

    /// <summary>Learns from the step from point to trial point, and writes the next direction.</summary>
    private protected abstract void Turn<T>(SolverState<T> state, double step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The first step of a search along the negative gradient that nothing is known of: as far as 1.</summary>
    /// <param name="norm">‖g‖.</param>
    private protected virtual double FirstStep(double norm) => 1 / norm;

    /// <summary>The first step of any other search.</summary>
    /// <param name="last">The last search's step.</param>
    /// <param name="slopeRatio">The slope at which the last search began over the slope now.</param>
    /// <param name="sameFall">The step at which a parabola with the slope of now falls as much as the last step did.</param>
    private protected abstract double FirstStep(double last, double slopeRatio, double sameFall);

    private LineSearchResult Search<T>(SolverState<T> state, IObjective<T> objective)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double slope = Reductions.Dot<T>(state.Gradient, Direction(state));
        if (!(slope < 0 && double.IsFinite(slope)))
            return new(LineSearchOutcome.Failed, default);

        double first = Learned(state) == 0
            ? this.FirstStep(Math.Sqrt(-slope))
            : this.FirstStep(state.Number(StepNumber), state.Number(SlopeNumber) / slope, -2 * state.Number(FallNumber) / slope);
        if (!(first > 0 && double.IsFinite(first)))
            first = 1;
        state.Number(SlopeNumber) = slope;
        return this.LineSearch.Search(state.Line.Along(objective, DirectionVector), state.Cost, slope, first);
    }
}
