using Nabla.Numerics;

namespace Nabla.Tests.Numerics;

public class MatrixOperatorsTests
{
    private static readonly Matrix<double> A = Matrix<double>.From([1, 2, 3], [4, 5, 6]), B = Matrix<double>.From([7, 8], [9, 10], [11, 12]);

    [Fact]
    public void A_product_is_rows_times_columns() => Holds(A * B, [58, 64], [139, 154]);

    [Fact]
    public void A_product_with_a_transpose_is_that_of_the_training_engine()
    {
        var expected = new Matrix<double>(2, 2);
        Products.TimesTransposed<double>(A, A, expected, threads: 1);
        Assert.Equal(expected.Data, (A * A.Transpose()).Data);
        var gradient = new Matrix<double>(3, 3);
        Products.TransposedTimes<double>(A, A, gradient, threads: 1);
        Assert.Equal(gradient.Data, (A.Transpose() * A).Data);
    }

    [Fact]
    public void Rows_become_columns() => Holds(A.Transpose(), [1, 4], [2, 5], [3, 6]);

    [Fact]
    public void Sums_differences_and_factors_are_number_by_number()
    {
        Holds(A + A, [2, 4, 6], [8, 10, 12]);
        Holds(A - (3.0 * A), [-2, -4, -6], [-8, -10, -12]);
        Holds(A * 2.0, [2, 4, 6], [8, 10, 12]);
        Holds(A.Hadamard(A), [1, 4, 9], [16, 25, 36]);
        Holds(A.Map(value => -value), [-1, -2, -3], [-4, -5, -6]);
    }

    [Fact]
    public void One_row_on_the_right_goes_with_every_row()
    {
        Matrix<double> row = Matrix<double>.From([10, 20, 30]);
        Holds(A + row, [11, 22, 33], [14, 25, 36]);
        Holds(A - row, [-9, -18, -27], [-6, -15, -24]);
        Holds(A.Hadamard(row), [10, 40, 90], [40, 100, 180]);
        Holds(A.ColumnSums(), [5, 7, 9]);
    }

    [Fact]
    public void Single_precision_has_the_same_operators()
    {
        Matrix<float> a = Matrix<float>.From([1f, 2f]);
        Assert.Equal([5f], ((a * a.Transpose()) + Matrix<float>.From([0f])).Data);
    }

    [Fact]
    public void Nothing_is_a_matrix_too()
    {
        var none = new Matrix<double>(0, 3);
        Assert.Equal((0, 2), ((none * B).Rows, (none * B).Columns));
        Assert.Equal((3, 0), (none.Transpose().Rows, none.Transpose().Columns));
        Holds(none.ColumnSums(), [0, 0, 0]);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused_with_both_shapes()
    {
        Assert.StartsWith("2 × 3 times 2 × 3: the left matrix must have as many columns as the right one has rows", Refusal(() => A * A), StringComparison.Ordinal);
        Assert.StartsWith("2 × 3 plus 3 × 2: the right matrix must have the shape of the left one", Refusal(() => A + B), StringComparison.Ordinal);
        Assert.StartsWith("2 × 3 ⊙ 3 × 2", Refusal(() => A.Hadamard(B)), StringComparison.Ordinal);
        Assert.StartsWith("1 × 3 minus 2 × 3", Refusal(() => Matrix<double>.From([1, 2, 3]) - A), StringComparison.Ordinal);
    }

    private static string Refusal(Func<Matrix<double>> act) => Assert.Throws<ArgumentException>(act).Message;

    private static void Holds(Matrix<double> found, params double[][] rows)
    {
        Assert.Equal((rows.Length, rows[0].Length), (found.Rows, found.Columns));
        Assert.Equal(rows.SelectMany(row => row), found.Data);
    }
}
