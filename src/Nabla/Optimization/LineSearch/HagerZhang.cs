using Nabla.Descriptions;

namespace Nabla.Optimization;

/// <summary>
/// The line search of Hager and Zhang (SIAM J. Optim. 16, 2005; ACM TOMS 32, 2006, algorithm 851). It ends at a step that meets
/// the Wolfe conditions, φ(α) ≤ φ(0) + δ·φ'(0)·α and φ'(α) ≥ σ·φ'(0), or the approximate ones,
/// (2δ − 1)·φ'(0) ≥ φ'(α) ≥ σ·φ'(0) with φ(α) ≤ φ(0) + ε·|φ(0)|, which can be met if rounding hides the decrease.
/// </summary>
/// <remarks>If φ is not finite, the search turns back: such a step bounds all later ones.</remarks>
/// <param name="SufficientDecrease">δ, below ½; default .1.</param>
/// <param name="Curvature">σ, from δ to 1; default .9.</param>
/// <param name="Noise">ε, the tolerated relative rounding error of the cost; default 1e-12.</param>
public sealed record HagerZhang(double SufficientDecrease = .1, double Curvature = .9, double Noise = 1e-12) : LineSearch
{
    private const double Growth = 5; // ρ: of the step while no minimum is bracketed
    private const double NearWall = .9; // this close to a point that is not finite, any step that lowers the cost is accepted
    private const double Shrinkage = .66; // γ: of the interval, or it is bisected

    /// <summary>δ.</summary>
    public double SufficientDecrease { get; } = Require.Within(SufficientDecrease, 0, .5);

    /// <summary>σ.</summary>
    public double Curvature { get; } = Require.Fraction(Curvature, low: SufficientDecrease);

    /// <summary>ε.</summary>
    public double Noise { get; } = Require.Within(Noise, 0, 1);

    /// <inheritdoc/>
    public override Notation Notation => new("hager-zhang", this.SufficientDecrease, this.Curvature, this.Noise);

    /// <inheritdoc/>
    public override LineSearchResult Search(ILine line, double cost, double slope, double firstStep)
    {
        var interval = new Interval(this, line, cost, slope);
        if (interval.Bracket(firstStep))
        {
            while (interval.Secant2())
            {
            }
        }

        return interval.Result();
    }

    // [a, b] with φ(a) ≤ φ(0) + ε, φ'(a) < 0 and φ'(b) ≥ 0. Each method returns false when the search is over.
    private struct Interval(HagerZhang rule, ILine line, double cost, double slope)
    {
        private readonly double ceiling = cost + (rule.Noise * Math.Abs(cost));
        private LinePoint a = new(0, cost, slope), b, last = new(0, cost, slope);
        private double wall = double.PositiveInfinity;
        private int evaluations;
        private LineSearchOutcome? outcome;

        // Steps B0 to B3.
        public bool Bracket(double step)
        {
            while (this.Evaluate(step))
            {
                LinePoint c = this.last;
                if (!c.IsFinite)
                {
                    this.wall = step;
                    step = this.a.Step + ((this.a.Step == 0 ? .1 : .5) * (step - this.a.Step));
                    if (step <= this.a.Step || step >= this.wall || this.a.Step >= NearWall * this.wall)
                        break;
                    continue;
                }

                if (c.Slope >= 0)
                {
                    this.b = c;
                    return true;
                }

                if (c.Cost > this.ceiling)
                    return this.Bisect(this.a, c);
                this.a = c;
                if (c.Step >= NearWall * this.wall)
                    break;
                step = Math.Min(Growth * step, step + (.5 * (this.wall - step)));
            }

            if (this.outcome is null && double.IsPositiveInfinity(this.wall) && this.last.Cost < cost)
                this.outcome = LineSearchOutcome.Unbounded;
            return false;
        }

        // Steps S1 to S4, then L2: bisect if the interval did not shrink enough.
        public bool Secant2()
        {
            LinePoint a0 = this.a, b0 = this.b;
            double c = Secant(a0, b0);
            if (!this.Update(c))
                return false;
            if (c == this.b.Step ? !this.Update(Secant(b0, this.b)) : c == this.a.Step && !this.Update(Secant(a0, this.a)))
                return false;
            return this.b.Step - this.a.Step <= Shrinkage * (b0.Step - a0.Step) || this.Update(.5 * (this.a.Step + this.b.Step));
        }

        public readonly LineSearchResult Result()
        {
            if (this.outcome is { } known)
                return new(known, this.last);
            if (this.a.Cost < cost && line.TryEvaluate(this.a.Step, out LinePoint point))
                return new(LineSearchOutcome.Decreased, point);
            return new(LineSearchOutcome.Failed, this.a);
        }

        private static double Secant(LinePoint p, LinePoint q) => ((p.Step * q.Slope) - (q.Step * p.Slope)) / (q.Slope - p.Slope);

        // Steps U0 to U3.
        private bool Update(double step)
        {
            if (!(step > this.a.Step && step < this.b.Step))
                return this.b.Step - this.a.Step > 1e-15 * this.b.Step;
            if (!this.Evaluate(step))
                return false;
            if (this.last is { IsFinite: true, Slope: >= 0 })
                this.b = this.last;
            else if (this.last.Cost <= this.ceiling)
                this.a = this.last;
            else
                return this.Bisect(this.a, this.last);
            return true;
        }

        // Step U3: φ'(low) < 0, and high is too high or not finite.
        private bool Bisect(LinePoint low, LinePoint high)
        {
            while (high.Step - low.Step > 1e-15 * high.Step)
            {
                if (!this.Evaluate(.5 * (low.Step + high.Step)))
                    return false;
                LinePoint d = this.last;
                if (d is { IsFinite: true, Slope: >= 0 })
                {
                    (this.a, this.b) = (low, d);
                    return true;
                }

                if (d.Cost <= this.ceiling)
                    low = this.a = d;
                else
                    high = d;
            }

            return false;
        }

        private bool Evaluate(double step)
        {
            if (this.evaluations++ >= MaxEvaluations)
                return false;
            if (!line.TryEvaluate(step, out this.last))
            {
                this.outcome = LineSearchOutcome.OutOfEvaluations;
                return false;
            }

            bool flat = this.last.Slope >= rule.Curvature * slope;
            bool wolfe = flat && this.last.Cost < cost && this.last.Cost <= cost + (rule.SufficientDecrease * slope * step);
            bool approximate = flat && this.last.Cost <= this.ceiling && this.last.Slope <= ((2 * rule.SufficientDecrease) - 1) * slope;
            if (wolfe || approximate)
                this.outcome = LineSearchOutcome.Satisfied;
            return this.outcome is null;
        }
    }
}
