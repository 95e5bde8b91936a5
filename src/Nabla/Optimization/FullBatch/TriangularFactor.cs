using System.Numerics;
using System.Numerics.Tensors;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>
/// The factor R [n × n, upper triangle] and right-hand side z = Qᵀr [n] of a least-squares problem given in pieces: RᵀR = JᵀJ with the memory of the
/// normal matrix and twice its accuracy.
/// </summary>
/// <remarks>Householder reflections (Golub and Van Loan, <i>Matrix Computations</i>, section 5.1), one below each diagonal entry.</remarks>
internal static class TriangularFactor
{
    /// <summary>Adds rows of J and r to the factor; both are overwritten.</summary>
    /// <param name="r">[n × n] R; below the diagonal nothing is read or written.</param>
    /// <param name="z">[n]</param>
    /// <param name="rows">[p × n]</param>
    /// <param name="right">[p]</param>
    /// <param name="scratch">[n]</param>
    /// <param name="triangular">Whether the rows are those of an upper triangle, such as another factor or a diagonal, which halves the work.</param>
    public static void Absorb<T>(MatrixView<T> r, Span<T> z, MatrixView<T> rows, Span<T> right, Span<T> scratch, bool triangular = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = r.Rows;
        for (int j = 0; j < n; j++)
        {
            int count = triangular ? j + 1 : rows.Rows; // rows that are not zero in this column
            double head = double.CreateTruncating(r[j, j]), below = 0;
            for (int i = 0; i < count; i++)
                below = Math.FusedMultiplyAdd(double.CreateTruncating(rows[i, j]), double.CreateTruncating(rows[i, j]), below);
            if (below == 0)
                continue;

            // v = (1, rows[:, j] / first), reflected row = row − τ·v·(vᵀ·row).
            double norm = -Math.CopySign(Math.Sqrt((head * head) + below), head);
            double first = head - norm, tau = -first / norm;
            r[j, j] = T.CreateTruncating(norm);
            Span<T> tail = r.Row(j)[(j + 1)..], w = scratch[(j + 1)..];
            tail.CopyTo(w);
            T rightSum = z[j];
            for (int i = 0; i < count; i++)
            {
                T v = rows[i, j] = T.CreateTruncating(double.CreateTruncating(rows[i, j]) / first);
                TensorPrimitives.FusedMultiplyAdd(rows.Row(i)[(j + 1)..], v, w, w);
                rightSum = T.FusedMultiplyAdd(right[i], v, rightSum);
            }

            T minusTau = T.CreateTruncating(-tau);
            TensorPrimitives.FusedMultiplyAdd(w, minusTau, tail, tail);
            z[j] = T.FusedMultiplyAdd(rightSum, minusTau, z[j]);
            for (int i = 0; i < count; i++)
            {
                T factor = minusTau * rows[i, j];
                TensorPrimitives.FusedMultiplyAdd(w, factor, rows.Row(i)[(j + 1)..], rows.Row(i)[(j + 1)..]);
                right[i] = T.FusedMultiplyAdd(rightSum, factor, right[i]);
            }
        }
    }

    /// <summary>x ← R⁻¹·x.</summary>
    public static void Solve<T>(ReadOnlyMatrixView<T> r, Span<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = r.Rows - 1; i >= 0; i--)
        {
            double rest = Reductions.Dot(r.Row(i)[(i + 1)..], x[(i + 1)..]);
            x[i] = T.CreateTruncating((double.CreateTruncating(x[i]) - rest) / double.CreateTruncating(r[i, i]));
        }
    }

    /// <summary>x ← R⁻ᵀ·x.</summary>
    public static void SolveTransposed<T>(ReadOnlyMatrixView<T> r, Span<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < r.Rows; i++)
        {
            x[i] /= r[i, i];
            TensorPrimitives.FusedMultiplyAdd(r.Row(i)[(i + 1)..], -x[i], x[(i + 1)..], x[(i + 1)..]);
        }
    }
}
