using System.Numerics;
using System.Numerics.Tensors;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>
/// The scaled conjugate gradient method (Møller, <i>A Scaled Conjugate Gradient Algorithm for Fast Supervised Learning</i>,
/// Neural Networks 6, 1993): the step along each direction comes from the curvature there, a difference of two gradients,
/// made positive by a multiplier λ as in Levenberg–Marquardt; no line search. An iteration takes one or two evaluations.
/// </summary>
/// <param name="Probe">σ, the distance of the second gradient of the difference, relative to max(1, largest |parameter|), and at least the root of
/// the rounding error of the number type; default 1e-5.</param>
/// <param name="Lambda">The first λ; default 1e-7.</param>
public sealed record ScaledConjugateGradient(double Probe = 1e-5, double Lambda = 1e-7) : FullBatchSolver
{
    private const double LargestLambda = 1e60;
    private const int DirectionVector = OwnVectors, LambdaNumber = OwnNumbers, LambdaBarNumber = OwnNumbers + 1, CurvatureNumber = OwnNumbers + 2, SuccessNumber = OwnNumbers + 3;

    /// <summary>σ, the distance of the second gradient of the difference.</summary>
    public double Probe { get; } = Require.Positive(Probe);

    /// <summary>The first λ.</summary>
    public double Lambda { get; } = Require.Positive(Lambda);

    /// <inheritdoc/>
    public override Notation Notation => new("scg", this.Probe, this.Lambda);

    /// <inheritdoc/>
    protected override void Prepare<T>(SolverState<T> state, IObjective<T> objective)
    {
        state.AddVector("direction", state.Parameters);
        state.AddNumber("lambda", this.Lambda);
        state.AddNumber("lambda bar", 0);
        state.AddNumber("curvature", 0);
        state.AddNumber("success", 1);
        state.Begin(objective);
        TensorPrimitives.Negate(state.Gradient, state.Vector(DirectionVector));
    }

    /// <inheritdoc/>
    protected override void Iterate<T>(SolverState<T> state, IObjective<T> objective)
    {
        Span<T> p = state.Vector(DirectionVector);
        ref double lambda = ref state.Number(LambdaNumber), lambdaBar = ref state.Number(LambdaBarNumber);
        ref double delta = ref state.Number(CurvatureNumber), success = ref state.Number(SuccessNumber);
        double pp = Reductions.SquaredNorm<T>(p), mu = -Reductions.Dot<T>(p, state.Gradient);

        // Step 2: δ = pᵀ·H·p, from gradients a distance σ apart.
        if (success != 0 && !this.TryMeasureCurvature(state, objective, p, pp, out delta))
            return;

        // Steps 3 and 4: add λ·‖p‖²; more if the curvature is still not positive.
        delta += (lambda - lambdaBar) * pp;
        if (delta <= 0)
        {
            lambdaBar = 2 * (lambda - (delta / pp));
            delta = -delta + (lambda * pp);
            lambda = lambdaBar;
        }

        // Steps 5 and 6: the step, and how well the parabola predicted its cost.
        double alpha = mu / delta;
        TensorPrimitives.FusedMultiplyAdd(p, T.CreateTruncating(alpha), state.Point, state.TrialPoint);
        if (!state.TryEvaluate(objective, out double cost))
            return;
        double comparison = double.IsNaN(cost) ? double.NegativeInfinity : 2 * delta * (state.Cost - cost) / (mu * mu);

        // Step 7: take it, and turn.
        success = comparison >= 0 ? 1 : 0;
        if (success != 0)
        {
            lambdaBar = 0;
            Turn(state, p, mu);
            state.Commit(cost);
            if (comparison >= .75)
                lambda *= .25;
        }
        else
        {
            lambdaBar = lambda;
        }

        // Step 8: trust the parabola less.
        if (comparison < .25)
            lambda = double.IsInfinity(comparison) ? 4 * (lambda + (delta / pp)) : lambda + (delta * (1 - comparison) / pp);
        if (!(lambda < LargestLambda))
            state.Reason = StopReason.NoDecrease;
    }

    // False if no evaluation is left. If the gradient is not finite, the curvature counts as 0, and λ decides.
    private bool TryMeasureCurvature<T>(SolverState<T> state, IObjective<T> objective, ReadOnlySpan<T> p, double pp, out double delta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // A probe below rounding carries no information: it is larger for larger points and in single precision.
        double probe = Math.Max(this.Probe, Math.Sqrt(Rounding.Of<T>())) * Math.Max(1, Reductions.MaxAbsolute<T>(state.Point));
        double sigma = probe / Math.Sqrt(pp);
        TensorPrimitives.FusedMultiplyAdd(p, T.CreateTruncating(sigma), state.Point, state.TrialPoint);
        bool evaluated = state.TryEvaluate(objective, out double cost);
        delta = double.IsNaN(cost) ? 0 : (Reductions.Dot<T>(p, state.TrialGradient) - Reductions.Dot<T>(p, state.Gradient)) / sigma;
        return evaluated;
    }

    // p ← −g + β·p with β = (‖g‖² − gᵀg_last) / µ; restarted from −g every n iterations, and if it would not descend.
    private static void Turn<T>(SolverState<T> state, Span<T> p, double mu)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> g = state.TrialGradient;
        double gg = Reductions.SquaredNorm(g), beta = (gg - Reductions.Dot<T>(g, state.Gradient)) / mu;
        bool restart = (state.Iterations + 1) % state.Parameters == 0 || !(beta * Reductions.Dot<T>(p, g) < gg);
        TensorPrimitives.Multiply(p, restart ? T.Zero : T.CreateTruncating(beta), p);
        TensorPrimitives.Subtract(p, g, p);
    }
}
