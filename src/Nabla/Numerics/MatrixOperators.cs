using System.Numerics;

namespace Nabla.Numerics;

/// <summary>
/// Matrix operators for textbook formulas: <c>z = x * w + b</c>, <c>(delta * w.Transpose()).Hadamard(slope)</c>. Each operator allocates its result.
/// They are for readable programs; the library's training computes in place.
/// </summary>
public static class MatrixOperators
{
    extension<T>(Matrix<T> matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        /// <summary>The matrix product, a sum over the columns of the left and the rows of the right side.</summary>
        /// <exception cref="ArgumentException">The number of columns on the left and the number of rows on the right differ.</exception>
        public static Matrix<T> operator *(Matrix<T> left, Matrix<T> right)
        {
            ArgumentNullException.ThrowIfNull(left);
            ArgumentNullException.ThrowIfNull(right);
            if (left.Columns != right.Rows)
                throw new ArgumentException($"{Shape(left)} times {Shape(right)}: the left matrix must have as many columns as the right one has rows", nameof(right));
            var product = new Matrix<T>(left.Rows, right.Columns);
            Products.Affine<T>(left, right, [], product, threads: 1);
            return product;
        }

        /// <summary>Multiplies every number by a factor.</summary>
        public static Matrix<T> operator *(T factor, Matrix<T> right) => right.Map(value => factor * value);

        /// <summary>Multiplies every number by a factor.</summary>
        public static Matrix<T> operator *(Matrix<T> left, T factor) => left.Map(value => value * factor);

        /// <summary>The elementwise sum. A right side with one row, such as biases, is added to every row.</summary>
        /// <exception cref="ArgumentException">The shapes differ.</exception>
        public static Matrix<T> operator +(Matrix<T> left, Matrix<T> right) => Zip(left, right, "plus", (a, b) => a + b);

        /// <summary>The elementwise difference. A right side with one row is subtracted from every row.</summary>
        /// <exception cref="ArgumentException">The shapes differ.</exception>
        public static Matrix<T> operator -(Matrix<T> left, Matrix<T> right) => Zip(left, right, "minus", (a, b) => a - b);

        /// <summary>The elementwise product, ⊙. A right side with one row multiplies every row.</summary>
        /// <exception cref="ArgumentException">The shapes differ.</exception>
        public Matrix<T> Hadamard(Matrix<T> other) => Zip(matrix, other, "⊙", (a, b) => a * b);

        /// <summary>Applies a function to every number.</summary>
        public Matrix<T> Map(Func<T, T> function)
        {
            ArgumentNullException.ThrowIfNull(matrix);
            ArgumentNullException.ThrowIfNull(function);
            return new Matrix<T>(Array.ConvertAll(matrix.Data, value => function(value)), matrix.Rows, matrix.Columns);
        }

        /// <summary>The transpose.</summary>
        public Matrix<T> Transpose()
        {
            ArgumentNullException.ThrowIfNull(matrix);
            var transposed = new Matrix<T>(matrix.Columns, matrix.Rows);
            for (int row = 0; row < matrix.Rows; row++)
            {
                Span<T> values = matrix.Row(row);
                for (int column = 0; column < values.Length; column++)
                    transposed.Data[(column * matrix.Rows) + row] = values[column];
            }

            return transposed;
        }

        /// <summary>The sum of each column, as a matrix with one row.</summary>
        public Matrix<T> ColumnSums()
        {
            ArgumentNullException.ThrowIfNull(matrix);
            var sums = new Matrix<T>(1, matrix.Columns);
            Reductions.ColumnSums<T>(matrix, sums.Data);
            return sums;
        }
    }

    private static Matrix<T> Zip<T>(Matrix<T> left, Matrix<T> right, string word, Func<T, T, T> function)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        bool each = right.Rows == 1;
        if (left.Columns != right.Columns || !(each || left.Rows == right.Rows))
            throw new ArgumentException($"{Shape(left)} {word} {Shape(right)}: the right matrix must have the shape of the left one, or one row of its columns", nameof(right));
        var result = new Matrix<T>(left.Rows, left.Columns);
        for (int row = 0; row < left.Rows; row++)
        {
            Span<T> a = left.Row(row), b = right.Row(each ? 0 : row), values = result.Row(row);
            for (int column = 0; column < values.Length; column++)
                values[column] = function(a[column], b[column]);
        }

        return result;
    }

    private static string Shape<T>(Matrix<T> matrix)
        where T : unmanaged
        => FormattableString.Invariant($"{matrix.Rows} × {matrix.Columns}");
}
