using Nabla.Descriptions;

namespace Nabla.Optimization;

/// <summary>A cost along a line, φ(α) = f(x + α·d).</summary>
public interface ILine
{
    /// <summary>Evaluates φ(α) and φ'(α).</summary>
    /// <returns>False if no further evaluation is allowed.</returns>
    bool TryEvaluate(double step, out LinePoint point);
}

/// <summary>A point on a line.</summary>
/// <param name="Step">α.</param>
/// <param name="Cost">φ(α), NaN if cost or gradient are not finite.</param>
/// <param name="Slope">φ'(α).</param>
public readonly record struct LinePoint(double Step, double Cost, double Slope)
{
    /// <summary>Whether cost and slope are finite.</summary>
    public bool IsFinite => double.IsFinite(this.Cost) && double.IsFinite(this.Slope);
}

/// <summary>The outcome of a line search.</summary>
public enum LineSearchOutcome
{
    /// <summary>The step meets the conditions of the search.</summary>
    Satisfied,

    /// <summary>The step lowers the cost, but rounding or a discontinuity keeps the slope from flattening.</summary>
    Decreased,

    /// <summary>No step was found that lowers the cost.</summary>
    Failed,

    /// <summary>The cost decreases linearly as far as the search goes.</summary>
    Unbounded,

    /// <summary>The evaluation limit is reached, or the run is cancelled.</summary>
    OutOfEvaluations,
}

/// <summary>The end of a line search: unless it failed, <paramref name="Point"/> is the point evaluated last.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Point">The step to take.</param>
public readonly record struct LineSearchResult(LineSearchOutcome Outcome, LinePoint Point);

/// <summary>Finds a step along a descent direction. It uses only φ(α) and numbers, not parameters.</summary>
public abstract record LineSearch
{
    /// <summary>Maximum number of evaluations of one search.</summary>
    private protected const int MaxEvaluations = 100;

    /// <summary>All line searches, by name.</summary>
    public static Catalog<LineSearch> All => Known.All;

    /// <summary>The text form.</summary>
    public abstract Notation Notation { get; }

    /// <inheritdoc/>
    public sealed override string ToString() => this.Notation.ToString();

    /// <summary>Searches from α = 0.</summary>
    /// <param name="line">φ.</param>
    /// <param name="cost">φ(0).</param>
    /// <param name="slope">φ'(0), below 0.</param>
    /// <param name="firstStep">The first α to try, above 0.</param>
    public abstract LineSearchResult Search(ILine line, double cost, double slope, double firstStep);

    // Created on first use, so that the order of type initialization does not matter.
    private static class Known
    {
        public static readonly Catalog<LineSearch> All = new(
            "line search",
            new("more-thuente", [("sufficient-decrease", 1e-4), ("curvature", .9)], a => new MoreThuente(a[0], a[1])),
            new("hager-zhang", [("sufficient-decrease", .1), ("curvature", .9), ("noise", 1e-12)], a => new HagerZhang(a[0], a[1], a[2])));
    }
}
