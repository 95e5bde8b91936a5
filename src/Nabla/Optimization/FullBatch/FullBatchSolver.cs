using System.Numerics;
using Nabla.Descriptions;

namespace Nabla.Optimization;

/// <summary>
/// An immutable description of a full-batch solver; everything that changes between iterations is in its state.
/// A step proposes, validates and commits: a point whose cost or gradient is not finite is never accepted.
/// </summary>
public abstract record FullBatchSolver : Optimizer
{
    /// <summary>The index of a solver's own vectors in the state, after those of every solver.</summary>
    protected const int OwnVectors = 4;

    /// <summary>The index of a solver's own numbers in the state, after those of every solver.</summary>
    protected const int OwnNumbers = 8;

    /// <summary>All solvers, by name.</summary>
    public static new Catalog<FullBatchSolver> All => Known.All;

    /// <summary>Reads a solver from its text form, with an optional line search after a comma.</summary>
    /// <param name="text">The text, such as <c>lbfgs:20</c> or <c>bfgs,more-thuente:0.001:0.9</c>.</param>
    /// <param name="catalog">The known solvers; <see cref="All"/> by default.</param>
    /// <exception cref="FormatException">A name is unknown or the numbers are invalid; the message lists the known names.</exception>
    public static FullBatchSolver Parse(string text, Catalog<FullBatchSolver>? catalog = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split(',', 2);
        FullBatchSolver solver = (catalog ?? All).Parse(parts[0]);
        if (parts.Length == 1)
            return solver;
        return solver is LineSearchSolver searching
            ? searching with { LineSearch = LineSearch.All.Parse(parts[1]) }
            : throw new FormatException($"solver '{parts[0]}' has no line search, so ',{parts[1]}' is not allowed");
    }

    /// <summary>Evaluates the starting point and returns the initial state.</summary>
    /// <param name="objective">The cost.</param>
    /// <param name="point">[Dimension] The starting point.</param>
    /// <exception cref="ArgumentException">The point's length is not the objective's dimension, or this solver does not support the objective.</exception>
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

    /// <summary>Runs one iteration, without allocation. Does nothing if the state has a reason to stop.</summary>
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
    protected abstract void Prepare<T>(SolverState<T> state, IObjective<T> objective)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Runs one iteration.</summary>
    protected abstract void Iterate<T>(SolverState<T> state, IObjective<T> objective)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    // Created on first use, so that the order of type initialization does not matter.
    private static class Known
    {
        public static readonly Catalog<FullBatchSolver> All = new(
            "solver",
            new("gradient-descent", new GradientDescent()),
            new("cg", new ConjugateGradient()) { Aliases = ["conjugate-gradient"] },
            new("cg-hager-zhang", new ConjugateGradient(ConjugateGradientFormula.HagerZhang)),
            new("bfgs", new BFGS()),
            new("lbfgs", [("memory", 10)], a => new LBFGS(Require.Whole(a[0], 1, LBFGS.MostPairs, "memory"))) { Aliases = ["l-bfgs"] },
            new("scg", [("probe", 1e-5), ("lambda", 1e-7)], a => new ScaledConjugateGradient(a[0], a[1])) { Aliases = ["scaled-conjugate-gradient"] },
            new("rprop", [("first-step", .0125), ("growth", 1.2), ("shrinkage", .5), ("largest-step", 50)], a => new RpropPlus(a[0], a[1], a[2], a[3])),
            new("levenberg-marquardt", [("radius", 1)], a => new LevenbergMarquardt(a[0])) { Aliases = ["lm"] });
    }
}
