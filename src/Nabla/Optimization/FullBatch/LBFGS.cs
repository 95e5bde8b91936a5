using System.Numerics.Tensors;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>
/// The limited-memory method of Broyden, Fletcher, Goldfarb and Shanno (Liu and Nocedal, <i>Math. Programming</i> 45, 1989):
/// the inverse Hessian acts through the last pairs of steps s and gradient changes y, by two loops
/// (Nocedal and Wright, <i>Numerical Optimization</i>, algorithm 7.4).
/// </summary>
/// <param name="Memory">The number of stored pairs, 1 to 1,000.</param>
/// <param name="LineSearch">The line search.</param>
public sealed record LBFGS(int Memory, LineSearch LineSearch) : LineSearchSolver(LineSearch)
{
    internal const int MostPairs = 1000;

    private const int Steps = OwnVectors, Changes = OwnVectors + 1, Curvatures = OwnVectors + 2;
    private static readonly LineSearch Usual = new MoreThuente(SufficientDecrease: 1e-3);

    /// <summary>The number of stored pairs.</summary>
    public int Memory { get; } = Require.Whole(Memory, 1, MostPairs);

    /// <summary>L-BFGS with this many pairs and Moré and Thuente's search.</summary>
    public LBFGS(int memory = 10)
        : this(memory, Usual)
    {
    }

    /// <inheritdoc/>
    protected override Notation OwnNotation => new("lbfgs", this.Memory);

    /// <inheritdoc/>
    protected override LineSearch UsualLineSearch => Usual;

    /// <inheritdoc/>
    protected override void AddMemory<T>(SolverState<T> state)
    {
        state.AddVector("steps", checked(this.Memory * state.Parameters));
        state.AddVector("gradient changes", this.Memory * state.Parameters);
        state.AddVector("curvatures", this.Memory);
    }

    /// <inheritdoc/>
    protected override void Turn<T>(SolverState<T> state)
    {
        Span<T> s = this.Kept(state, Steps, Learned(state)), y = this.Kept(state, Changes, Learned(state));
        TensorPrimitives.Subtract(state.TrialPoint, state.Point, s);
        TensorPrimitives.Subtract(state.TrialGradient, state.Gradient, y);
        double sy = Reductions.Dot<T>(s, y), yy = Reductions.SquaredNorm<T>(y);
        Span<T> curvatures = state.Vector(Curvatures);
        if (Teaches<T>(s, sy, yy))
            curvatures[(int)(Learned(state)++ % this.Memory)] = T.CreateTruncating(sy);

        Span<T> q = Direction(state);
        TensorPrimitives.Negate(state.TrialGradient, q);
        double newest = Learned(state) - 1, oldest = Math.Max(0, newest + 1 - this.Memory);
        if (newest < 0)
            return;
        Span<double> weights = stackalloc double[this.Memory];
        for (double k = newest; k >= oldest; k--)
        {
            int i = (int)(k % this.Memory);
            weights[i] = Reductions.Dot<T>(this.Kept(state, Steps, k), q) / double.CreateTruncating(curvatures[i]);
            TensorPrimitives.FusedMultiplyAdd(this.Kept(state, Changes, k), T.CreateTruncating(-weights[i]), q, q);
        }

        double scale = double.CreateTruncating(curvatures[(int)(newest % this.Memory)]) / Reductions.SquaredNorm<T>(this.Kept(state, Changes, newest));
        TensorPrimitives.Multiply(q, T.CreateTruncating(scale), q);
        for (double k = oldest; k <= newest; k++)
        {
            int i = (int)(k % this.Memory);
            double weight = weights[i] - (Reductions.Dot<T>(this.Kept(state, Changes, k), q) / double.CreateTruncating(curvatures[i]));
            TensorPrimitives.FusedMultiplyAdd(this.Kept(state, Steps, k), T.CreateTruncating(weight), q, q);
        }
    }

    /// <inheritdoc/>
    protected override double NextStep(double sameFall) => 1;

    // The vector of the k-th step, in a ring buffer.
    private Span<T> Kept<T>(SolverState<T> state, int vectors, double k)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        => state.Vector(vectors).Slice((int)(k % this.Memory) * state.Parameters, state.Parameters);
}
