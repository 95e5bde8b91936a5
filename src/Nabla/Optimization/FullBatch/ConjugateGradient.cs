using System.Numerics.Tensors;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>The formula for the weight of the last direction.</summary>
public enum ConjugateGradientFormula
{
    /// <summary>β = max(0, gᵀy / ‖g_last‖²) (Polak and Ribière, 1969; Powell, 1984).</summary>
    PolakRibierePlus,

    /// <summary>β = (y − 2·d·‖y‖²/dᵀy)ᵀg / dᵀy, bounded from below (Hager and Zhang, SIAM J. Optim. 16, 2005, equations 1.3 to 1.6).</summary>
    HagerZhang,
}

/// <summary>
/// The nonlinear conjugate gradient method: d ← −g + β·d, restarted from −g if the new direction does not descend.
/// </summary>
/// <param name="Formula">The formula of β; y is the change of the gradient g.</param>
/// <param name="LineSearch">The line search.</param>
public sealed record ConjugateGradient(ConjugateGradientFormula Formula, LineSearch LineSearch) : LineSearchSolver(LineSearch)
{
    private const double Restart = .4; // if |gᵀg_last| exceeds this times ‖g‖², the directions have lost their conjugacy (Powell, 1977)
    private const double LowerBound = .01; // η of Hager and Zhang's equation 1.6

    /// <summary>Each formula with its usual search: Moré and Thuente's, or Hager and Zhang's.</summary>
    public ConjugateGradient(ConjugateGradientFormula formula = ConjugateGradientFormula.PolakRibierePlus)
        : this(formula, Usual(formula))
    {
    }

    /// <inheritdoc/>
    protected override Notation OwnNotation => new(this.Formula == ConjugateGradientFormula.HagerZhang ? "cg-hager-zhang" : "cg");

    /// <inheritdoc/>
    protected override LineSearch UsualLineSearch => Usual(this.Formula);

    /// <inheritdoc/>
    protected override void Turn<T>(SolverState<T> state)
    {
        Span<T> d = Direction(state);
        ReadOnlySpan<T> g = state.TrialGradient, last = state.Gradient;
        double gg = Reductions.SquaredNorm(g), gy = gg - Reductions.Dot(g, last);
        double beta;
        if (this.Formula == ConjugateGradientFormula.PolakRibierePlus)
        {
            beta = Math.Abs(gg - gy) > Restart * gg ? 0 : Math.Max(0, gy / Reductions.SquaredNorm(last));
        }
        else
        {
            double lastSquared = Reductions.SquaredNorm(last);
            double dg = Reductions.Dot<T>(d, g), dy = dg - Reductions.Dot<T>(d, last);
            double yy = gg - (2 * Reductions.Dot(g, last)) + lastSquared;
            double bound = -1 / (Math.Sqrt(Reductions.SquaredNorm<T>(d)) * Math.Min(LowerBound, Math.Sqrt(lastSquared)));
            beta = Math.Max((gy - (2 * yy * dg / dy)) / dy, bound);
        }

        if (!double.IsFinite(beta))
            beta = 0;
        Learned(state)++;
        TensorPrimitives.Multiply(d, T.CreateTruncating(beta), d);
        TensorPrimitives.Subtract(d, g, d);
    }

    /// <inheritdoc/>
    // As in SciPy.
    protected override double OpeningStep(double norm) => Math.Min(1, 1.01 / norm);

    /// <inheritdoc/>
    protected override double NextStep(double sameFall) => sameFall;

    private static LineSearch Usual(ConjugateGradientFormula formula)
        => formula == ConjugateGradientFormula.HagerZhang ? new HagerZhang() : new MoreThuente(Curvature: .12);
}
