using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>The state of a full-batch solver between iterations.</summary>
/// <typeparam name="T">The number type.</typeparam>
public sealed class SolverState<T> : OptimizerState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int CostNumber = 0, BestCostNumber = 1, BestNormNumber = 2, IterationsNumber = 3, EvaluationsNumber = 4;
    private const int DecreaseNumber = 5, MovementNumber = 6, ReasonNumber = 7;
    private Line<T>? line;

    /// <summary>Creates the state at a starting point that is not yet evaluated.</summary>
    public SolverState(ReadOnlySpan<T> point)
        : base(point.Length)
    {
        int n = point.Length;
        point.CopyTo(this.AddVector("point", n));
        this.AddVector("gradient", n);
        point.CopyTo(this.AddVector("best point", n));
        this.AddVector("best gradient", n);
        foreach (string name in (ReadOnlySpan<string>)["cost", "best cost", "best gradient norm", "iterations", "evaluations", "decrease", "movement", "reason"])
            this.AddNumber(name, 0);
        this.Number(ReasonNumber) = -1;
        this.TrialPoint = new T[n];
        this.TrialGradient = new T[n];
    }

    /// <summary>The current point.</summary>
    public Span<T> Point => this.Vector(0);

    /// <summary>The gradient at the current point.</summary>
    public Span<T> Gradient => this.Vector(1);

    /// <summary>The point with the lowest cost so far.</summary>
    public ReadOnlySpan<T> BestPoint => this.Vector(2);

    /// <summary>The gradient at the best point.</summary>
    public ReadOnlySpan<T> BestGradient => this.Vector(3);

    /// <summary>The cost at the current point.</summary>
    public double Cost
    {
        get => this.Number(CostNumber);
        private set => this.Number(CostNumber) = value;
    }

    /// <summary>The cost at the best point; ∞ if there is none.</summary>
    public double BestCost => this.Number(BestCostNumber);

    /// <summary>The largest absolute gradient entry at the best point.</summary>
    public double BestGradientNorm => this.Number(BestNormNumber);

    /// <summary>The number of iterations.</summary>
    public int Iterations => (int)this.Number(IterationsNumber);

    /// <summary>The number of evaluations of cost and gradient.</summary>
    public int Evaluations => (int)this.Number(EvaluationsNumber);

    /// <summary>The cost decrease of the last iteration, relative to max(1, |cost|); NaN if nothing moved.</summary>
    public double Decrease => this.Number(DecreaseNumber);

    /// <summary>The largest change of a parameter in the last iteration, relative to max(1, largest |parameter|); NaN if nothing moved.</summary>
    public double Movement => this.Number(MovementNumber);

    /// <summary>The reason why the solver cannot continue; null if it can.</summary>
    public StopReason? Reason
    {
        get => this.Number(ReasonNumber) < 0 ? null : (StopReason)(int)this.Number(ReasonNumber);
        set => this.Number(ReasonNumber) = value is { } reason ? (int)reason : -1;
    }

    /// <summary>The maximum number of evaluations.</summary>
    public int MaxEvaluations { get; set; } = int.MaxValue;

    /// <summary>Cancels further evaluations.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>Scratch: the point to be evaluated next, or evaluated last.</summary>
    public T[] TrialPoint { get; }

    /// <summary>Scratch: the gradient there.</summary>
    public T[] TrialGradient { get; }

    /// <summary>Scratch space that a solver requests at the start; checkpoints do not need it.</summary>
    internal T[][] Scratch { get; set; } = [];

    /// <summary>The cost along a line from the current point.</summary>
    internal Line<T> Line => this.line ??= new(this);

    /// <summary>Evaluates the starting point.</summary>
    public void Begin(IObjective<T> objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        this.Number(BestCostNumber) = this.Number(BestNormNumber) = double.PositiveInfinity;
        this.Cost = this.Evaluate(objective, this.Point, this.Gradient);
        if (double.IsNaN(this.Cost))
            this.Reason = StopReason.NonFiniteStart;
    }

    /// <summary>Evaluates the trial point; false if no evaluation is left, or the run is cancelled.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="cost">The cost, or NaN if cost or gradient are not finite.</param>
    public bool TryEvaluate(IObjective<T> objective, out double cost)
    {
        ArgumentNullException.ThrowIfNull(objective);
        cost = double.NaN;
        if (this.Cancellation.IsCancellationRequested)
            this.Reason = StopReason.Cancelled;
        else if (this.Evaluations >= this.MaxEvaluations)
            this.Reason = StopReason.MaxEvaluations;
        if (this.Reason is not null)
            return false;

        cost = this.Evaluate(objective, this.TrialPoint, this.TrialGradient);
        return true;
    }

    /// <summary>Moves to the trial point.</summary>
    /// <param name="cost">The cost there, from <see cref="TryEvaluate"/>.</param>
    public void Commit(double cost)
    {
        double moved = 0, largest = 0;
        Span<T> point = this.Point;
        for (int i = 0; i < point.Length; i++)
        {
            moved = Math.Max(moved, double.CreateTruncating(T.Abs(this.TrialPoint[i] - point[i])));
            largest = Math.Max(largest, double.CreateTruncating(T.Abs(point[i])));
        }

        this.Number(DecreaseNumber) = (this.Cost - cost) / Math.Max(1, Math.Max(Math.Abs(this.Cost), Math.Abs(cost)));
        this.Number(MovementNumber) = moved / Math.Max(1, largest);
        this.Cost = cost;
        this.TrialPoint.CopyTo(point);
        this.TrialGradient.CopyTo(this.Gradient);
    }

    /// <summary>Counts an iteration without movement.</summary>
    internal void Stay() => this.Number(DecreaseNumber) = this.Number(MovementNumber) = double.NaN;

    /// <summary>Counts an iteration.</summary>
    internal void CountIteration() => this.Number(IterationsNumber)++;

    private double Evaluate(IObjective<T> objective, ReadOnlySpan<T> point, Span<T> gradient)
    {
        this.Number(EvaluationsNumber)++;
        double cost = objective.Evaluate(point, gradient);
        double norm = Reductions.MaxAbsolute<T>(gradient);
        if (!double.IsFinite(cost) || !double.IsFinite(norm))
            return double.NaN;
        if (cost < this.BestCost || (cost == this.BestCost && norm < this.BestGradientNorm))
        {
            this.Number(BestCostNumber) = cost;
            this.Number(BestNormNumber) = norm;
            point.CopyTo(this.Vector(2));
            gradient.CopyTo(this.Vector(3));
        }

        return cost;
    }
}
