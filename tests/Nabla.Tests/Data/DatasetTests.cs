using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Tests.Data;

public class DatasetTests
{
    private static readonly string[] TwoNames = ["age", "height"];

    [Fact]
    public void Classification_keeps_what_it_is_given()
    {
        Dataset data = Dataset.Classification("d", Matrix<double>.From([[1, 2], [3, 4]]), TwoNames, [1, 0], ["no", "yes"]);
        Assert.Equal(LearningTask.Classification, data.Task);
        Assert.Equal(2, data.Rows);
        Assert.Equal([1, 0], data.Labels);
        Assert.Equal(["no", "yes"], data.ClassNames);
        Assert.Null(data.Targets);
        Assert.Empty(data.TargetNames);
        Assert.Null(data.Image);
    }

    [Theory]
    [InlineData(double.NaN, "row 1, column 'height': NaN is not a finite number")]
    [InlineData(double.PositiveInfinity, "row 1, column 'height': Infinity is not a finite number")]
    public void A_feature_that_is_not_finite_is_named_by_row_and_column(double bad, string message)
    {
        using var culture = new GermanCulture();
        var exception = Assert.Throws<InvalidDataException>(
            () => Dataset.Classification("d", Matrix<double>.From([[1, 2], [3, bad]]), TwoNames, [1, 0], ["no", "yes"]));
        Assert.Equal(message, exception.Message);
    }

    [Fact]
    public void A_target_that_is_not_finite_is_named_by_row_and_column()
    {
        var exception = Assert.Throws<InvalidDataException>(
            () => Dataset.Regression("d", Matrix<double>.From([[1], [3]]), ["x"], Matrix<double>.From([[1], [double.NaN]]), ["y"]));
        Assert.Equal("row 1, column 'y': NaN is not a finite number", exception.Message);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public void A_label_outside_the_classes_is_named_by_row(int label)
    {
        var exception = Assert.Throws<InvalidDataException>(
            () => Dataset.Classification("d", Matrix<double>.From([[1, 2], [3, 4]]), TwoNames, [0, label], ["no", "yes"]));
        Assert.Equal($"row 1: label {label} is not a class, expected 0 to 1", exception.Message);
    }

    [Fact]
    public void Sizes_that_disagree_are_refused_with_both_numbers()
    {
        Matrix<double> features = Matrix<double>.From([[1, 2], [3, 4]]);
        AssertRefused("3 labels for 2 rows", () => Dataset.Classification("d", features, TwoNames, [0, 1, 0], ["no", "yes"]));
        AssertRefused("1 feature names, expected 2", () => Dataset.Classification("d", features, ["age"], [0, 1], ["no", "yes"]));
        AssertRefused("0 class names, expected at least 1", () => Dataset.Classification("d", features, TwoNames, [0, 1], []));
        AssertRefused("two class names are 'no'", () => Dataset.Classification("d", features, TwoNames, [0, 1], ["no", "no"]));
        AssertRefused("0 rows of 2 features", () => Dataset.Classification("d", new(0, 2), TwoNames, [], ["no", "yes"]));
        AssertRefused("1 rows of 1 targets for 2 rows", () => Dataset.Regression("d", features, TwoNames, new(1, 1), ["y"]));
        AssertRefused("2 target names, expected 1", () => Dataset.Regression("d", features, TwoNames, new(2, 1), ["y", "z"]));
        AssertRefused("2 features for images of 2 × 2", () => Dataset.Regression("d", features, TwoNames, new(2, 1), ["y"], new(2, 2)));
    }

    [Fact]
    public void Names_are_the_data_sets_own_and_none_is_null()
    {
        List<string> names = ["a", "b"];
        Dataset data = Dataset.Classification("d", new Matrix<double>(2, 2), names, [0, 1], names);
        names.Clear();
        Assert.Equal(["a", "b"], data.FeatureNames);
        Assert.Equal(["a", "b"], data.ClassNames);
        Assert.StartsWith(
            "a class name that is null",
            Assert.Throws<ArgumentException>(() => Dataset.Classification("d", new Matrix<double>(2, 1), ["x"], [0, 1], ["a", null!])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Selected_rows_stand_in_the_order_named_and_keep_all_names()
    {
        Dataset iris = Datasets.Iris();
        Dataset selected = iris.SelectRows([149, 0, 149]);
        Assert.Equal([2, 0, 2], selected.Labels);
        Assert.Equal(iris.Features.Row(149), selected.Features.Row(2));
        Assert.Same(iris.ClassNames, selected.ClassNames);

        Dataset scores = SleepStudy.Extended.SelectRows([3]);
        Assert.Equal([6, 1.5], scores.Features.Row(0));
        Assert.Equal(70, scores.Targets![0, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => iris.SelectRows([150]));
        Assert.Throws<ArgumentException>(() => iris.SelectRows([]));
    }

    private static void AssertRefused(string start, Action create)
        => Assert.StartsWith(start, Assert.Throws<ArgumentException>(create).Message, StringComparison.Ordinal);
}
