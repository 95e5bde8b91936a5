using FsCheck;
using FsCheck.Fluent;
using Nabla.Data;

namespace Nabla.Tests.Data;

public class SplitTests
{
    private static readonly Config Replayed = Config.QuickThrowOnFailure.WithReplay(1ul, 3ul).WithMaxTest(500);

    [Fact]
    public void Every_row_is_in_exactly_one_part_and_rows_ascend() => ForAllSplits((labels, split) =>
    {
        int[] all = [.. split.Train, .. split.Validation, .. split.Test];
        Assert.Equal(Enumerable.Range(0, labels.Length), all.Order());
        foreach (int[] part in new[] { split.Train, split.Validation, split.Test })
            Assert.Equal(part.Order(), part);
    });

    [Fact]
    public void A_class_of_two_rows_or_more_is_in_training_and_in_test_where_sizes_allow() => ForAllSplits((labels, split) =>
    {
        int large = labels.CountBy(label => label).Count(pair => pair.Value >= 2);
        int classes = labels.Distinct().Count();
        if (split.Test.Length == 0 || split.Test.Length < large || split.Train.Length < classes)
            return;
        foreach ((int label, int count) in labels.CountBy(label => label))
        {
            Assert.Equal(count >= 2, split.Test.Any(row => labels[row] == label));
            Assert.Contains(split.Train, row => labels[row] == label);
        }
    });

    [Fact]
    public void Classes_are_in_proportion_to_within_one_row()
    {
        int[] labels = [.. Enumerable.Range(0, 1000).Select(i => i % 10 < 5 ? 0 : i % 10 < 8 ? 1 : i % 100 < 95 ? 2 : 3)];
        foreach (double fraction in new[] { 0.05, 0.1, 0.123, 0.25, 0.4, 0.77 })
        {
            RowSplit split = Split.StratifiedRows(labels, 0.1, fraction, seed: 5);
            foreach ((int label, int count) in labels.CountBy(label => label))
            {
                double expected = (double)count * split.Test.Length / labels.Length;
                Assert.InRange(split.Test.Count(row => labels[row] == label), Math.Floor(expected), Math.Ceiling(expected));
            }
        }
    }

    [Theory]
    [InlineData(1797, 0.0, 0.25, 1348, 0, 449)]
    [InlineData(1797, 0.0, 0.4, 1078, 0, 719)]
    [InlineData(150, 0.1, 0.25, 97, 15, 38)]
    [InlineData(10, 0.05, 0.01, 8, 1, 1)]
    [InlineData(3, 0.49, 0.49, 1, 1, 1)]
    [InlineData(2, 0.0, 0.99, 1, 0, 1)]
    [InlineData(1, 0.0, 0.0, 1, 0, 0)]
    public void Sizes_are_rounded_to_the_nearest_and_no_part_asked_for_is_empty(
        int rows, double validation, double test, int trainRows, int validationRows, int testRows)
    {
        RowSplit split = Split.Rows(rows, validation, test, seed: 1);
        Assert.Equal((trainRows, validationRows, testRows), (split.Train.Length, split.Validation.Length, split.Test.Length));
    }

    [Fact]
    public void The_seed_decides_the_rows()
    {
        Assert.Equal(Split.Rows(100, 0, 0.5, 7).Test, Split.Rows(100, 0, 0.5, 7).Test);
        Assert.NotEqual(Split.Rows(100, 0, 0.5, 7).Test, Split.Rows(100, 0, 0.5, 8).Test);
    }

    [Fact]
    public void The_rows_of_a_seed_never_change() => Assert.Equal(
        [2, 23, 24, 34, 42, 50, 57, 61, 64, 85, 117, 123, 126, 131, 146],
        Split.StratifiedRows(Datasets.Iris().Labels, 0.1, 0.1, seed: 1).Test);

    [Fact]
    public void Every_row_is_as_likely_in_the_test_part_as_any_other()
    {
        const int Rows = 20, Repeats = 4000;
        var counts = new int[Rows];
        for (ulong seed = 0; seed < Repeats; seed++)
        {
            foreach (int row in Split.Rows(Rows, 0, 0.25, seed).Test)
                counts[row]++;
        }

        // Four standard deviations of a binomial count.
        double expected = Repeats * 0.25, spread = 4 * Math.Sqrt(Repeats * 0.25 * 0.75);
        Assert.All(counts, count => Assert.InRange(count, expected - spread, expected + spread));
    }

    [Fact]
    public void Data_sets_are_split_by_class_and_come_without_an_empty_part()
    {
        DataParts parts = Split.TrainValidationTest(Datasets.Iris(), 0.2, 0.2, seed: 3);
        foreach ((Dataset part, int each) in new[] { (parts.Train, 30), (parts.Validation!, 10), (parts.Test!, 10) })
            Assert.Equal([each, each, each], part.Labels.CountBy(label => label).Select(pair => pair.Value));

        parts = Split.TrainTest(Datasets.Iris(), 0, seed: 3);
        Assert.Equal(150, parts.Train.Rows);
        Assert.Null(parts.Validation);
        Assert.Null(parts.Test);
        Assert.Equal(2, Split.TrainTest(SleepStudy.Original, 0.25, seed: 3).Train.Rows);
    }

    [Fact]
    public void Fractions_and_rows_that_cannot_be_are_refused()
    {
        using var culture = new GermanCulture();
        foreach (double fraction in new[] { -0.1, 1, 1.5, double.NaN })
            Assert.Throws<ArgumentOutOfRangeException>(() => Split.Rows(10, 0, fraction, 1));
        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => Split.Rows(10, 0, 1.5, 1));
        Assert.StartsWith("a part of 1.5 of the rows: expected a fraction in [0, 1)", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Split.Rows(10, 0.5, 0.5, 1));
        Assert.Equal(
            "1 rows cannot be split into 2 parts",
            Assert.Throws<InvalidDataException>(() => Split.Rows(1, 0, 0.5, 1)).Message);
    }

    /// <summary>Stratified splits of random labels: few or many classes, some with a single row, some empty.</summary>
    private static void ForAllSplits(Action<int[], RowSplit> check)
    {
        Gen<(int[] Labels, double Validation, double Test, ulong Seed)> cases =
            from classes in Gen.Choose(1, 12)
            from rows in Gen.Choose(3, 60)
            from labels in Gen.ArrayOf(Gen.Choose(0, classes - 1), rows)
            from validation in Gen.Choose(0, 49)
            from test in Gen.Choose(0, 50)
            from seed in Gen.Choose(0, 1000)
            select (labels, validation / 100.0, test / 100.0, (ulong)seed);
        Prop.ForAll(Arb.From(cases), x => check(x.Labels, Split.StratifiedRows(x.Labels, x.Validation, x.Test, x.Seed))).Check(Replayed);
    }
}
