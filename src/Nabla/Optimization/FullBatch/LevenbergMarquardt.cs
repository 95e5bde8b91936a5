using System.Numerics;
using System.Numerics.Tensors;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>
/// The method of Levenberg and Marquardt for sums of squares, as a trust region: each step p minimizes ‖r + J·p‖ with ‖p‖ ≤ Δ
/// (Moré, <i>The Levenberg–Marquardt Algorithm: Implementation and Theory</i>, 1978; MINPACK's lmder).
/// </summary>
/// <remarks>
/// It needs an <see cref="ILeastSquaresObjective{T}"/>, keeps three n × n matrices and refuses more than 16,384 parameters, or matrices that do not fit into memory.
/// Parameters are not scaled: for networks, Moré's scaling by the columns of J leads to worse minima.
/// </remarks>
/// <param name="Radius">The first Δ, as a multiple of ‖θ‖; default 1.</param>
public sealed record LevenbergMarquardt(double Radius = 1) : FullBatchSolver
{
    private const int RowsAtOnce = 64, WaitingScratch = 7;
    private const int FactorVector = OwnVectors, RightVector = OwnVectors + 1, RadiusNumber = OwnNumbers, LambdaNumber = OwnNumbers + 1;

    /// <summary>The first Δ, as a multiple of ‖θ‖.</summary>
    public double Radius { get; } = Require.Positive(Radius);

    /// <inheritdoc/>
    public override Notation Notation => new("levenberg-marquardt", this.Radius);

    /// <inheritdoc/>
    protected override void Prepare<T>(SolverState<T> state, IObjective<T> objective)
    {
        int n = state.Parameters;
        DenseMatrix.CheckSize<T>("Levenberg–Marquardt", n, matrices: 3);
        ILeastSquaresObjective<T> residuals = LeastSquares(objective);
        int levels = BitOperations.Log2((uint)Math.Max(1, Pieces(residuals).Pieces - 1)) + (Pieces(residuals).Pieces > 1 ? 1 : 0);
        DenseMatrix.CheckSize<T>("Levenberg–Marquardt", n, matrices: 3 + levels);
        int rows = Math.Min(RowsAtOnce, residuals.Residuals);
        state.AddVector("factor", n * n);
        state.AddVector("right-hand side", n);
        state.AddNumber("radius", 0);
        state.AddNumber("lambda", 0);
        state.Scratch = [new T[n], new T[n], new T[rows * n], new T[rows], new T[n * n], new T[n * n], new T[n], .. Enumerable.Range(0, levels).Select(_ => new T[(n * n) + n])];
        state.Begin(objective);
        if (state.Reason is not null)
            return;
        double size = Math.Sqrt(Reductions.SquaredNorm<T>(state.Point));
        state.Number(RadiusNumber) = this.Radius * (size == 0 ? 1 : size);
        Factorize(state, residuals);
    }

    /// <inheritdoc/>
    protected override void Iterate<T>(SolverState<T> state, IObjective<T> objective)
    {
        Span<T> p = state.Scratch[0];
        ref double radius = ref state.Number(RadiusNumber), lambda = ref state.Number(LambdaNumber);
        bool beginning = state.Iterations == 0;
        while (true)
        {
            double length = Propose(state, p);
            TensorPrimitives.Subtract(state.Point, p, state.TrialPoint);
            if (!state.TryEvaluate(objective, out double cost))
                return;
            if (beginning)
                radius = Math.Min(radius, length);
            beginning = false;

            // Relative to the cost: the decrease predicted by the linear model, and the actual decrease.
            double linear = SquaredImage(state, p) / (2 * state.Cost), damping = lambda * length * length / (2 * state.Cost);
            double promised = linear + (2 * damping), actual = double.IsNaN(cost) ? -1 : 1 - (cost / state.Cost);
            double ratio = actual / promised;
            if (!(ratio > .25))
            {
                double slope = -(linear + damping);
                double shrinkage = actual >= 0 ? .5 : Math.Clamp(.5 * slope / (slope + (.5 * actual)), .1, .5);
                radius = shrinkage * Math.Min(radius, length / .1);
                lambda /= shrinkage;
            }
            else if (lambda == 0 || ratio >= .75)
            {
                radius = 2 * length;
                lambda *= .5;
            }

            if (ratio >= 1e-4)
            {
                state.Commit(cost);
                Factorize(state, LeastSquares(objective));
                return;
            }

            if (!(promised > Rounding.Of<T>()) || radius <= Rounding.Of<T>() * Math.Sqrt(Reductions.SquaredNorm<T>(state.Point)))
            {
                state.Reason = StopReason.NoDecrease;
                return;
            }
        }
    }

    private static ILeastSquaresObjective<T> LeastSquares<T>(IObjective<T> objective)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => objective as ILeastSquaresObjective<T>
            ?? throw new ArgumentException("Levenberg–Marquardt needs a sum of squares: an objective that gives its residuals", nameof(objective));

    private static PieceTree Pieces<T>(ILeastSquaresObjective<T> objective)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => new(objective.Residuals, objective.PieceResiduals);

    // R and Qᵀr at the current point. Factors of pieces of J are combined in the tree: if bit l of a piece's number is set, a factor of 2^l pieces
    // waits for it.
    private static void Factorize<T>(SolverState<T> state, ILeastSquaresObjective<T> objective)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = state.Parameters;
        var factor = new MatrixView<T>(state.Vector(FactorVector), n, n);
        Span<T> right = state.Vector(RightVector);
        PieceTree tree = Pieces(objective);
        for (int piece = 0; piece < tree.Pieces; piece++)
        {
            factor.Data.Clear();
            right.Clear();
            AbsorbRows(state, objective, tree.RowOf(piece), tree.RowOf(piece + 1), factor, right);
            bool isLast = piece == tree.Pieces - 1;
            int level = 0;
            for (int waiting = piece; waiting != 0 && (isLast || (waiting & 1) != 0); waiting >>= 1, level++)
            {
                Span<T> earlier = state.Scratch[WaitingScratch + level];
                if ((waiting & 1) != 0)
                    TriangularFactor.Absorb(factor, right, new(earlier, n, n), earlier[(n * n)..], state.Scratch[1], triangular: true);
            }

            if (isLast)
                return;
            factor.Data.CopyTo(state.Scratch[WaitingScratch + level]);
            right.CopyTo(state.Scratch[WaitingScratch + level].AsSpan(n * n));
        }
    }

    // Adds some rows of J to a factor, a few at a time.
    private static void AbsorbRows<T>(
        SolverState<T> state, ILeastSquaresObjective<T> objective, int first, int end, MatrixView<T> factor, Span<T> right)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int row = first; row < end; row += RowsAtOnce)
        {
            int rows = Math.Min(RowsAtOnce, end - row);
            var jacobian = new MatrixView<T>(state.Scratch[2], rows, factor.Columns);
            Span<T> residuals = state.Scratch[3].AsSpan(0, rows);
            objective.Linearize(state.Point, row, residuals, jacobian);
            TriangularFactor.Absorb(factor, right, jacobian, residuals, state.Scratch[1]);
        }
    }

    // p with (JᵀJ + λI)·p = Jᵀr and ‖p‖ within a tenth of Δ, or less than that and λ = 0 (Moré, section 5). Returns ‖p‖.
    private static double Propose<T>(SolverState<T> state, Span<T> p)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double radius = state.Number(RadiusNumber);
        ref double lambda = ref state.Number(LambdaNumber);
        double least = LeastLambda(state), length = SolveDamped(state, least, p);
        if (length <= 1.1 * radius)
        {
            lambda = 0;
            return length;
        }

        double norm = Math.Sqrt(Reductions.SquaredNorm<T>(state.Gradient));
        double lower = least + NewtonStep(state, p, length), upper = Math.Max(lower, norm / radius);
        lambda = Math.Clamp(lambda == 0 ? norm / length : lambda, lower, upper);
        for (int iteration = 0; iteration < 10; iteration++)
        {
            length = SolveDamped(state, lambda, p);
            if (Math.Abs(length - radius) <= .1 * radius)
                break;
            if (length > radius)
                lower = Math.Max(lower, lambda);
            else
                upper = Math.Min(upper, lambda);
            lambda = Math.Max(lower, lambda + NewtonStep(state, p, length));
        }

        return length;
    }

    // With fewer residuals than parameters, J has no inverse; this small damping selects the shortest step without changing others.
    private static double LeastLambda<T>(SolverState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> factor = state.Vector(FactorVector);
        double largest = 0;
        for (int j = 0; j < factor.Length; j += state.Parameters + 1)
            largest = Math.Max(largest, double.CreateTruncating(T.Abs(factor[j])));
        return Math.Max(Rounding.Of<T>() * largest * largest, double.Epsilon);
    }

    // p, and in scratch the factor of J stacked on √λ·I; returns ‖p‖.
    private static double SolveDamped<T>(SolverState<T> state, double lambda, Span<T> p)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = state.Parameters;
        MatrixView<T> damped = new(state.Scratch[4], n, n), rows = new(state.Scratch[5], n, n);
        Span<T> zeros = state.Scratch[6];
        state.Vector(FactorVector).CopyTo(damped.Data);
        state.Vector(RightVector).CopyTo(p);
        rows.Data.Clear();
        zeros.Clear();
        for (int j = 0; j < n; j++)
            rows[j, j] = T.CreateTruncating(Math.Sqrt(lambda));
        TriangularFactor.Absorb(damped, p, rows, zeros, state.Scratch[1], triangular: true);
        TriangularFactor.Solve(damped, p);
        return Math.Sqrt(Reductions.SquaredNorm<T>(p));
    }

    // Newton's step for 1/‖p(λ)‖ = 1/Δ (equation 5.5), p being SolveDamped's last.
    private static double NewtonStep<T>(SolverState<T> state, ReadOnlySpan<T> p, double length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> q = state.Scratch[6];
        TensorPrimitives.Multiply(p, T.CreateTruncating(1 / length), q);
        TriangularFactor.SolveTransposed(new ReadOnlyMatrixView<T>(state.Scratch[4], q.Length, q.Length), q);
        double radius = state.Number(RadiusNumber);
        return (length - radius) / radius / Reductions.SquaredNorm<T>(q);
    }

    // ‖J·p‖² = ‖R·p‖².
    private static double SquaredImage<T>(SolverState<T> state, ReadOnlySpan<T> p)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        for (int i = 0; i < p.Length; i++)
        {
            double entry = Reductions.Dot(state.Vector(FactorVector).Slice((i * p.Length) + i, p.Length - i), p[i..]);
            sum += entry * entry;
        }

        return sum;
    }
}
