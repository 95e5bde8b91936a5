using System.Numerics;
using System.Numerics.Tensors;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>
/// The method of Broyden, Fletcher, Goldfarb and Shanno with the full inverse Hessian, an n × n matrix H
/// (Nocedal and Wright, <i>Numerical Optimization</i>, algorithm 6.1): d = −H·g.
/// </summary>
/// <param name="LineSearch">The line search.</param>
public sealed record BFGS(LineSearch LineSearch) : LineSearchSolver(LineSearch)
{
    private const int Inverse = OwnVectors;
    private static readonly LineSearch Usual = new HagerZhang();

    /// <summary>BFGS with Hager and Zhang's search.</summary>
    public BFGS()
        : this(Usual)
    {
    }

    /// <inheritdoc/>
    protected override Notation OwnNotation => new("bfgs");

    /// <inheritdoc/>
    protected override LineSearch UsualLineSearch => Usual;

    /// <inheritdoc/>
    protected override void AddMemory<T>(SolverState<T> state)
    {
        DenseMatrix.CheckSize<T>("BFGS", state.Parameters, matrices: 1);
        state.AddVector("inverse Hessian", state.Parameters * state.Parameters);
        state.Scratch = [new T[state.Parameters], new T[state.Parameters], new T[state.Parameters]];
    }

    /// <inheritdoc/>
    protected override void Turn<T>(SolverState<T> state)
    {
        int n = state.Parameters;
        Span<T> s = state.Scratch[0], y = state.Scratch[1], hy = state.Scratch[2], d = Direction(state);
        var h = new MatrixView<T>(state.Vector(Inverse), n, n);
        TensorPrimitives.Subtract(state.TrialPoint, state.Point, s);
        TensorPrimitives.Subtract(state.TrialGradient, state.Gradient, y);
        double sy = Reductions.Dot<T>(s, y), yy = Reductions.SquaredNorm<T>(y);
        if (Teaches<T>(s, sy, yy))
        {
            if (Learned(state)++ == 0)
                SetIdentity(h, sy / yy);
            Update(h, s, y, hy, sy);
        }

        if (Learned(state) == 0)
        {
            TensorPrimitives.Negate(state.TrialGradient, d);
            return;
        }

        for (int i = 0; i < n; i++)
            d[i] = T.CreateTruncating(-Reductions.Dot<T>(h.Row(i), state.TrialGradient));
    }

    /// <inheritdoc/>
    protected override double NextStep(double sameFall) => Math.Min(1, sameFall);

    private static void SetIdentity<T>(MatrixView<T> h, double scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        h.Data.Clear();
        for (int i = 0; i < h.Rows; i++)
            h[i, i] = T.CreateTruncating(scale);
    }

    // H ← (I − ρ·s·yᵀ)·H·(I − ρ·y·sᵀ) + ρ·s·sᵀ with ρ = 1 / sᵀy (equation 6.17), multiplied out.
    private static void Update<T>(MatrixView<T> h, ReadOnlySpan<T> s, ReadOnlySpan<T> y, Span<T> hy, double sy)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < h.Rows; i++)
            hy[i] = T.CreateTruncating(Reductions.Dot<T>(h.Row(i), y));
        double both = (1 + (Reductions.Dot<T>(hy, y) / sy)) / sy;
        for (int i = 0; i < h.Rows; i++)
        {
            double si = double.CreateTruncating(s[i]);
            TensorPrimitives.FusedMultiplyAdd(s, T.CreateTruncating((both * si) - (double.CreateTruncating(hy[i]) / sy)), h.Row(i), h.Row(i));
            TensorPrimitives.FusedMultiplyAdd(hy, T.CreateTruncating(-si / sy), h.Row(i), h.Row(i));
        }
    }
}
