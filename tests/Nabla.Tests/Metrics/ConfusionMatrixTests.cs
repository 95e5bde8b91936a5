using System.Text.Json;
using Nabla.Metrics;
using static Nabla.Tests.Metrics.MetricsFixture;

namespace Nabla.Tests.Metrics;

public class ConfusionMatrixTests
{
    public static TheoryData<string> Cases => Names("confusion");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_score_is_that_of_scikit_learn(string name)
    {
        JsonElement expected = Case("confusion", name);
        ConfusionMatrix confusion = Confusion(expected);

        Near(expected.Matrix("matrix").Data, confusion.Counts.Data.ToArray());
        Near(expected.Number("accuracy"), confusion.Accuracy);
        Near(expected.Numbers("precision"), confusion.ByClass.Select(scores => scores.Precision));
        Near(expected.Numbers("recall"), confusion.ByClass.Select(scores => scores.Recall));
        Near(expected.Numbers("f1"), confusion.ByClass.Select(scores => scores.F1));
        Near(expected.Numbers("support"), confusion.ByClass.Select(scores => scores.Support));
        Near(expected.Numbers("macro"), Figures(confusion.Macro));
        Near(expected.Numbers("weighted"), Figures(confusion.Weighted));
        Near(expected.Numbers("micro"), Figures(confusion.Micro));
        Near(expected.Number("kappa"), confusion.CohensKappa);
        Near(expected.Number("matthews"), confusion.MatthewsCorrelation);
        Near(
            expected.Number("accuracy"),
            ClassificationMetrics.Accuracy(expected.Integers("labels"), expected.Integers("predictions"), expected.Numbers("weights")));
    }

    [Fact]
    public void A_small_one_by_hand()
    {
        // Of three zeros one is taken for 1, of two ones one for 0.
        var confusion = ConfusionMatrix.Of([0, 0, 0, 1, 1], [0, 0, 1, 1, 0], 2);
        Assert.Equal([2, 1, 1, 1], confusion.Counts.Data.ToArray());
        Assert.Equal(3.0 / 5, confusion.Accuracy);
        Assert.Equal(new ClassScores(2.0 / 3, 2.0 / 3, 4.0 / 6, 3), confusion.ByClass[0]);
        Assert.Equal(1 - (2 * 5.0 / ((3 * 2) + (2 * 3))), confusion.CohensKappa, 1e-15); // chance disagrees in 12/25
        Assert.Equal(((3 * 5) - ((3 * 3) + (2 * 2))) / 12.0, confusion.MatthewsCorrelation, 1e-15);
    }

    [Fact]
    public void The_most_confused_pairs_come_in_order_of_count_then_of_class()
    {
        var confusion = ConfusionMatrix.Of([2, 2, 2, 0, 1, 1, 1, 0], [1, 1, 2, 2, 0, 0, 1, 1], 3);
        ConfusedPair[] expected = [new(1, 0, 2, 2.0 / 3), new(2, 1, 2, 2.0 / 3), new(0, 1, 1, 0.5), new(0, 2, 1, 0.5)];
        Assert.Equal(expected, confusion.MostConfused());
        Assert.Equal(expected[..1], confusion.MostConfused(1));
        Assert.Empty(ConfusionMatrix.Of([0, 1], [0, 1], 2).MostConfused());
    }

    [Fact]
    public void Nothing_to_count_gives_zeros_and_NaN_for_accuracy_and_kappa()
    {
        ConfusionMatrix[] nothing = [ConfusionMatrix.Of([], [], 3), ConfusionMatrix.Of([0, 1], [1, 2], 3, [0, 0])];
        foreach (ConfusionMatrix confusion in nothing)
        {
            Assert.Equal(double.NaN, confusion.Accuracy);
            Assert.Equal(double.NaN, confusion.CohensKappa);
            Assert.Equal(0, confusion.MatthewsCorrelation);
            Assert.Equal(default, confusion.Macro);
            Assert.Equal(default, confusion.Weighted);
            Assert.Equal(default, confusion.Micro);
            Assert.All(confusion.ByClass, scores => Assert.Equal(default, scores));
        }
    }

    [Fact]
    public void Wrong_input_is_named()
    {
        Refused("row 1: label 3, expected a class from 0 to 2", () => ConfusionMatrix.Of([0, 3], [0, 0], 3));
        Refused("row 0: prediction -1,", () => ConfusionMatrix.Of([0], [-1], 3));
        Refused("1 rows of predictions for 2 rows", () => ConfusionMatrix.Of([0, 1], [0], 3));
        Refused("1 weights for 2 rows", () => ConfusionMatrix.Of([0, 1], [0, 1], 3, [1]));
        Refused("row 1: weight -0.5, expected", () => ConfusionMatrix.Of([0, 1], [0, 1], 3, [1, -0.5]));
        Refused("row 0: weight NaN, expected", () => ConfusionMatrix.Of([0], [0], 3, [double.NaN]));
    }

    internal static ConfusionMatrix Confusion(JsonElement one)
        => ConfusionMatrix.Of(one.Integers("labels"), one.Integers("predictions"), one.GetProperty("classes").GetInt32(), one.Numbers("weights"));

    private static double[] Figures(ClassScores scores) => [scores.Precision, scores.Recall, scores.F1];
}
