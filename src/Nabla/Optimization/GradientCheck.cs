using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>The form of the numeric derivative.</summary>
public enum DifferenceForm
{
    /// <summary>(C(θ + h) − C(θ − h)) / 2h with h and h/2, and one Richardson step between them: an error of h⁴.</summary>
    Central,

    /// <summary>(C(θ + h) − C(θ)) / h: an error of h.</summary>
    Forward,
}

/// <summary>A range of parameters that is reported together.</summary>
/// <param name="Name">The name.</param>
/// <param name="Offset">The offset in the flat vector.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Columns">The number of columns.</param>
public readonly record struct GradientSlice(string Name, int Offset, int Rows, int Columns);

/// <summary>The result of the check for a slice.</summary>
/// <param name="Slice">The slice.</param>
/// <param name="Error">max |analytic − numeric| over the slice's largest entry; 0 if all are 0.</param>
/// <param name="Row">The row of the entry with the largest difference.</param>
/// <param name="Column">The column of that entry.</param>
/// <param name="Analytic">The derivative there by the objective.</param>
/// <param name="Numeric">The derivative there by differences.</param>
/// <param name="Redrawn">Entries that were at a kink and were checked at another value.</param>
/// <param name="Unchecked">Entries that were at a kink at every value tried.</param>
public sealed record SliceCheck(
    GradientSlice Slice, double Error, int Row, int Column, double Analytic, double Numeric, int Redrawn, int Unchecked);

/// <summary>
/// Compares the gradient of an objective with finite differences of its cost, in double. It finds wrong derivatives.
/// </summary>
/// <remarks>
/// Steps and extrapolation as in Press et al., <i>Numerical Recipes</i>, 3rd edition, section 5.7. If the left and right slopes differ, there is a
/// kink (of ReLU, an absolute value …) and no derivative; the entry is then checked at another value of its parameter.
/// </remarks>
public sealed record GradientCheck
{
    private const int MaxRedraws = 8;

    /// <summary>Central differences by default.</summary>
    public DifferenceForm Form { get; init; }

    /// <summary>h is this times max(1, |θ|); 6e-6 by default.</summary>
    public double RelativeStep { get; init; } = 6e-6;

    /// <summary>The seed for redrawing values at kinks; 1 by default.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The result for each slice of a point.</summary>
    /// <param name="objective">Cost and gradient.</param>
    /// <param name="point">[Dimension] The point.</param>
    /// <param name="slices">The slices to report on.</param>
    /// <exception cref="ArgumentException">The point's length is not the objective's dimension.</exception>
    public IReadOnlyList<SliceCheck> Run(IObjective<double> objective, ReadOnlySpan<double> point, params IReadOnlyList<GradientSlice> slices)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(slices);
        if (point.Length != objective.Dimension)
            throw new ArgumentException($"the point has {point.Length} numbers, the objective {objective.Dimension} parameters", nameof(point));
        var probe = new Probe(objective, point.ToArray());
        return [.. slices.Select(slice => this.Check(slice, probe))];
    }

    private SliceCheck Check(GradientSlice slice, Probe probe)
    {
        var worst = (Difference: 0.0, Index: 0, Entry: default(Entry));
        double largest = 0;
        int redrawn = 0, left = 0;
        for (int i = 0; i < slice.Rows * slice.Columns; i++)
        {
            Entry entry = this.Check(slice.Offset + i, probe);
            redrawn += entry.Redraws > 0 ? 1 : 0;
            if (entry.IsKink)
            {
                left++;
                continue;
            }

            largest = Math.Max(largest, Math.Max(Math.Abs(entry.Analytic), Math.Abs(entry.Numeric)));
            double difference = Math.Abs(entry.Analytic - entry.Numeric);
            if (i == 0 || (!(difference <= worst.Difference) && !double.IsNaN(worst.Difference))) // what is no number is the worst
                worst = (difference, i, entry);
        }

        double error = worst.Difference == 0 ? 0 : worst.Difference / largest;
        return new SliceCheck(
            slice, error, worst.Index / slice.Columns, worst.Index % slice.Columns, worst.Entry.Analytic, worst.Entry.Numeric, redrawn, left);
    }

    private Entry Check(int index, Probe probe)
    {
        double value = probe.Point[index];
        Entry entry = this.Differentiate(index, probe);
        for (int redraw = 1; entry.IsKink && redraw <= MaxRedraws; redraw++)
        {
            double draw = new CounterRandom(this.Seed, RandomPurpose.GradientCheck).Uniform((uint)index, (uint)redraw);
            probe.MoveTo(index, value + ((draw - 0.5) * 0.1 * Math.Max(1, Math.Abs(value))));
            entry = this.Differentiate(index, probe) with { Redraws = redraw };
        }

        if (entry.Redraws > 0)
            probe.MoveTo(index, value);
        return entry;
    }

    private Entry Differentiate(int index, Probe probe)
    {
        double h = this.RelativeStep * Math.Max(1, Math.Abs(probe.Point[index]));
        double analytic = probe.Gradient[index], cost = probe.Cost;
        if (this.Form == DifferenceForm.Forward)
            return new Entry(analytic, (probe.CostAt(index, h) - cost) / h, IsKink: false);

        double up = probe.CostAt(index, h), down = probe.CostAt(index, -h);
        double halfUp = probe.CostAt(index, h / 2), halfDown = probe.CostAt(index, -h / 2);
        double whole = (up - down) / (2 * h), half = (halfUp - halfDown) / h;

        // Where C is smooth, the two differences agree to h² and the gap between the slopes to the right and to the left,
        // h·C'', halves with h. A kink beside the point breaks the first, a kink at the point the second.
        // Differences below rounding are ignored.
        double scale = Math.Max(1, Math.Abs(cost));
        double gap = Math.Abs(up + down - (2 * cost)) / h, halfGap = Math.Abs(halfUp + halfDown - (2 * cost)) / (h / 2);
        bool beside = Math.Abs(whole - half) > (1e-6 * Math.Abs(half)) + (1e-9 * scale);
        bool at = gap > 1e-7 * scale && halfGap > 0.75 * gap;
        return new Entry(analytic, ((4 * half) - whole) / 3, beside || at);
    }

    private readonly record struct Entry(double Analytic, double Numeric, bool IsKink, int Redraws = 0);

    /// <summary>Cost and gradient at a point, and the cost with one parameter moved.</summary>
    private sealed class Probe
    {
        private readonly IObjective<double> objective;
        private readonly double[] scratch;

        public Probe(IObjective<double> objective, double[] point)
        {
            this.objective = objective;
            this.Point = point;
            this.Gradient = new double[point.Length];
            this.scratch = new double[point.Length];
            this.Cost = objective.Evaluate(point, this.Gradient);
        }

        public double[] Point { get; }

        public double[] Gradient { get; }

        public double Cost { get; private set; }

        public void MoveTo(int index, double value)
        {
            this.Point[index] = value;
            this.Cost = this.objective.Evaluate(this.Point, this.Gradient);
        }

        public double CostAt(int index, double step)
        {
            double value = this.Point[index];
            this.Point[index] = value + step;
            double cost = this.objective.Evaluate(this.Point, this.scratch);
            this.Point[index] = value;
            return cost;
        }
    }
}
