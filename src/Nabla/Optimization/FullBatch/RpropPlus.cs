using System.Numerics;
using System.Numerics.Tensors;
using Nabla.Descriptions;

namespace Nabla.Optimization;

/// <summary>
/// Resilient propagation in the variant iRprop+ (Igel and Hüsken, <i>Empirical Evaluation of the Improved Rprop Learning Algorithm</i>,
/// Neurocomputing 50, 2003): each parameter has its own step, which grows while its derivative keeps its sign and shrinks when the sign changes; the
/// size of the derivative has no effect. An iteration takes one evaluation; the cost may rise in between.
/// </summary>
/// <param name="FirstStep">The first step of each parameter; default .0125.</param>
/// <param name="Growth">η⁺, default 1.2.</param>
/// <param name="Shrinkage">η⁻, default .5.</param>
/// <param name="LargestStep">The maximum step; default 50.</param>
public sealed record RpropPlus(double FirstStep = .0125, double Growth = 1.2, double Shrinkage = .5, double LargestStep = 50) : FullBatchSolver
{
    private const double SmallestStep = 1e-15;
    private const int StepVector = OwnVectors, ChangeVector = OwnVectors + 1, LastVector = OwnVectors + 2, LastCostNumber = OwnNumbers;

    /// <summary>The first step of each parameter.</summary>
    public double FirstStep { get; } = Require.Positive(FirstStep);

    /// <summary>η⁺.</summary>
    public double Growth { get; } = Require.Within(Growth, 1, 100);

    /// <summary>η⁻.</summary>
    public double Shrinkage { get; } = Require.Fraction(Shrinkage);

    /// <summary>The maximum step.</summary>
    public double LargestStep { get; } = Require.Positive(LargestStep);

    /// <inheritdoc/>
    public override Notation Notation => new("rprop", this.FirstStep, this.Growth, this.Shrinkage, this.LargestStep);

    /// <inheritdoc/>
    protected override void Prepare<T>(SolverState<T> state, IObjective<T> objective)
    {
        state.AddVector("step sizes", state.Parameters).AsSpan().Fill(T.CreateTruncating(this.FirstStep));
        state.AddVector("last change", state.Parameters);
        state.AddVector("last gradient", state.Parameters);
        state.AddNumber("last cost", double.PositiveInfinity);
        state.Begin(objective);
    }

    /// <inheritdoc/>
    protected override void Iterate<T>(SolverState<T> state, IObjective<T> objective)
    {
        this.Adapt(state);
        if (!TryMove(state))
            this.Adapt(state); // every derivative changed its sign: without a last derivative, all parameters move
        double cost;
        while (true)
        {
            if (!TryMove(state))
            {
                state.Reason = StopReason.NoDecrease;
                return;
            }

            if (!state.TryEvaluate(objective, out cost))
                return;
            if (!double.IsNaN(cost))
                break;
            this.ShrinkAll(state);
        }

        state.Number(LastCostNumber) = state.Cost;
        state.Commit(cost);
    }

    // The step size and change of each parameter, from its derivative here and at the last point.
    private void Adapt<T>(SolverState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> gradient = state.Gradient;
        Span<T> steps = state.Vector(StepVector), changes = state.Vector(ChangeVector), last = state.Vector(LastVector);
        T growth = T.CreateTruncating(this.Growth), shrinkage = T.CreateTruncating(this.Shrinkage);
        T largest = T.CreateTruncating(this.LargestStep), smallest = T.CreateTruncating(SmallestStep);
        bool rose = state.Cost > state.Number(LastCostNumber);
        for (int i = 0; i < gradient.Length; i++)
        {
            int agreement = T.Sign(gradient[i]) * T.Sign(last[i]);
            if (agreement > 0)
                steps[i] = T.Min(steps[i] * growth, largest);
            else if (agreement < 0)
                steps[i] = T.Max(steps[i] * shrinkage, smallest);

            last[i] = agreement < 0 ? T.Zero : gradient[i]; // after a change of sign the next step size stays
            changes[i] = agreement >= 0 ? -steps[i] * T.CreateTruncating(T.Sign(gradient[i]))
                : rose ? -changes[i] // undo the last change
                : T.Zero;
        }
    }

    // Halves all steps if the cost is not finite.
    private void ShrinkAll<T>(SolverState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T shrinkage = T.CreateTruncating(this.Shrinkage);
        Span<T> steps = state.Vector(StepVector), changes = state.Vector(ChangeVector);
        for (int i = 0; i < steps.Length; i++)
        {
            steps[i] *= shrinkage;
            changes[i] *= shrinkage;
        }
    }

    // False if no parameter changes.
    private static bool TryMove<T>(SolverState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.Add(state.Point, state.Vector(ChangeVector), state.TrialPoint);
        return !state.TrialPoint.AsSpan().SequenceEqual(state.Point);
    }
}
