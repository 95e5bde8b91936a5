using Nabla.Descriptions;

namespace Nabla.Optimization;

/// <summary>
/// The line search of Moré and Thuente (<i>Line Search Algorithms with Guaranteed Sufficient Decrease</i>, ACM TOMS 20, 1994),
/// in the form of MINPACK-2's dcsrch. It ends at a step with φ(α) ≤ φ(0) + μ·φ'(0)·α and |φ'(α)| ≤ η·|φ'(0)|,
/// the strong Wolfe conditions (equations 1.1 and 1.2).
/// </summary>
/// <remarks>If φ is not finite, the search turns back: such a step bounds all later ones.</remarks>
/// <param name="SufficientDecrease">μ, between 0 and <paramref name="Curvature"/>; default 1e-4.</param>
/// <param name="Curvature">η, below 1; default .9.</param>
public sealed record MoreThuente(double SufficientDecrease = 1e-4, double Curvature = .9) : LineSearch
{
    private const double Growth = 4; // of the step while no minimum is bracketed
    private const double NearWall = .9; // this close to a point that is not finite, any step that lowers the cost is accepted
    private const double RelativeWidth = 1e-14; // of the bracket at which rounding dominates

    /// <summary>μ.</summary>
    public double SufficientDecrease { get; } = Require.Within(SufficientDecrease, 0, Curvature);

    /// <summary>η.</summary>
    public double Curvature { get; } = Require.Fraction(Curvature);

    /// <inheritdoc/>
    public override Notation Notation => new("more-thuente", this.SufficientDecrease, this.Curvature);

    /// <inheritdoc/>
    public override LineSearchResult Search(ILine line, double cost, double slope, double firstStep)
    {
        double test = this.SufficientDecrease * slope;
        LinePoint x = new(0, cost, slope), y = x; // the best end of the interval, and the other
        bool bracketed = false, auxiliary = true;
        double low = 0, high = firstStep + (Growth * firstStep);
        double width = double.PositiveInfinity, oldWidth = width;
        double wall = double.PositiveInfinity, step = firstStep;
        for (int evaluation = 0; evaluation < MaxEvaluations; evaluation++)
        {
            if (!line.TryEvaluate(step, out LinePoint t))
                return new(LineSearchOutcome.OutOfEvaluations, x);
            if (!t.IsFinite)
            {
                wall = step;
                step = x.Step + ((x.Step == 0 ? .1 : .5) * (wall - x.Step));
                if (step <= x.Step || step >= wall || x.Step >= NearWall * wall)
                    break;
                continue;
            }

            double limit = cost + (test * step);
            if (t.Cost <= limit && Math.Abs(t.Slope) <= this.Curvature * -slope)
                return new(LineSearchOutcome.Satisfied, t);
            if (bracketed && (step <= low || step >= high || high - low <= RelativeWidth * high))
                return new(t.Cost < cost ? LineSearchOutcome.Decreased : LineSearchOutcome.Failed, t);

            // The auxiliary function ψ(α) = φ(α) − φ(0) − μ·φ'(0)·α serves until ψ(α) ≤ 0 and φ'(α) ≥ 0 (section 3).
            if (t.Cost <= limit && t.Slope >= 0)
                auxiliary = false;
            if (auxiliary && t.Cost <= x.Cost && t.Cost > limit)
            {
                LinePoint tm = Tilt(t, -test), xm = Tilt(x, -test), ym = Tilt(y, -test);
                step = TrialStep(ref xm, ref ym, tm, ref bracketed, low, high);
                (x, y) = (Tilt(xm, test), Tilt(ym, test));
            }
            else
            {
                step = TrialStep(ref x, ref y, t, ref bracketed, low, high);
            }

            if (bracketed)
            {
                // Bisect if the interval has not shrunk by a third in two steps.
                if (Math.Abs(y.Step - x.Step) >= .66 * oldWidth)
                    step = x.Step + (.5 * (y.Step - x.Step));
                (oldWidth, width) = (width, Math.Abs(y.Step - x.Step));
                (low, high) = (Math.Min(x.Step, y.Step), Math.Max(x.Step, y.Step));
            }
            else
            {
                low = step + (1.1 * (step - x.Step));
                high = step + (Growth * (step - x.Step));
            }

            if (step >= wall && x.Step >= NearWall * wall)
                break;
            if (double.IsNaN(step) || step >= wall)
                step = x.Step + (.5 * ((bracketed ? y.Step : wall) - x.Step));
            if (bracketed && (step <= low || step >= high || high - low <= RelativeWidth * high))
                step = x.Step; // no better point will be found: end there
        }

        if (!bracketed && double.IsPositiveInfinity(wall) && x.Cost < cost)
            return new(LineSearchOutcome.Unbounded, x);
        if (x.Cost < cost && line.TryEvaluate(x.Step, out x))
            return new(LineSearchOutcome.Decreased, x);
        return new(LineSearchOutcome.Failed, x);
    }

    private static LinePoint Tilt(LinePoint p, double slope) => new(p.Step, p.Cost + (slope * p.Step), p.Slope + slope);

    // A safeguarded cubic or quadratic step, and the interval that holds a minimum (section 4).
    private static double TrialStep(ref LinePoint x, ref LinePoint y, LinePoint t, ref bool bracketed, double low, double high)
    {
        double step;
        bool opposite = t.Slope * Math.Sign(x.Slope) < 0;
        if (t.Cost > x.Cost)
        {
            // Case 1: a higher cost brackets the minimum. The cubic step if it is the closer one to x, else the middle of both.
            double cubic = x.Step + (Cubic(x, t).Ratio * (t.Step - x.Step));
            double quadratic = x.Step + (x.Slope / (((x.Cost - t.Cost) / (t.Step - x.Step)) + x.Slope) / 2 * (t.Step - x.Step));
            step = Math.Abs(cubic - x.Step) < Math.Abs(quadratic - x.Step) ? cubic : cubic + ((quadratic - cubic) / 2);
            bracketed = true;
        }
        else if (opposite)
        {
            // Case 2: slopes of opposite sign bracket the minimum. The step farther from t.
            double cubic = t.Step + (Cubic(t, x).Ratio * (x.Step - t.Step));
            double secant = Secant(t, x);
            step = Math.Abs(cubic - t.Step) > Math.Abs(secant - t.Step) ? cubic : secant;
            bracketed = true;
        }
        else if (Math.Abs(t.Slope) < Math.Abs(x.Slope))
        {
            // Case 3: a smaller slope of the same sign. The cubic may have no minimum beyond t.
            (double ratio, double root) = Cubic(t, x);
            double cubic = ratio < 0 && root != 0 ? t.Step + (ratio * (x.Step - t.Step)) : t.Step > x.Step ? high : low;
            double secant = Secant(t, x);
            bool closer = Math.Abs(cubic - t.Step) < Math.Abs(secant - t.Step);
            step = closer == bracketed ? cubic : secant;
            if (bracketed)
            {
                double bound = t.Step + (.66 * (y.Step - t.Step));
                step = t.Step > x.Step ? Math.Min(bound, step) : Math.Max(bound, step);
            }
            else
            {
                step = Math.Max(low, Math.Min(high, step));
            }
        }
        else
        {
            // Case 4: no smaller slope of the same sign. The cubic through t and y, or as far as allowed.
            step = bracketed ? t.Step + (Cubic(t, y).Ratio * (y.Step - t.Step)) : t.Step > x.Step ? high : low;
        }

        if (t.Cost > x.Cost)
            y = t;
        else
            (x, y) = (t, opposite ? x : y);
        return step;
    }

    // Where the cubic through both points has its minimum: from + ratio·(to − from), and the root in its formula.
    private static (double Ratio, double Root) Cubic(LinePoint from, LinePoint to)
    {
        double theta = (3 * (from.Cost - to.Cost) / (to.Step - from.Step)) + from.Slope + to.Slope;
        double scale = Math.Max(Math.Abs(theta), Math.Max(Math.Abs(from.Slope), Math.Abs(to.Slope)));
        double square = (theta / scale * (theta / scale)) - (from.Slope / scale * (to.Slope / scale));
        double root = Math.CopySign(scale * Math.Sqrt(Math.Max(0, square)), to.Step - from.Step);
        return ((root - from.Slope + theta) / (root - from.Slope + root + to.Slope), root);
    }

    // Where the line through both slopes is zero.
    private static double Secant(LinePoint from, LinePoint to)
        => from.Step + (from.Slope / (from.Slope - to.Slope) * (to.Step - from.Step));
}
