using System.Globalization;
using Nabla.Metrics;
using static Nabla.Tests.Metrics.MetricsFixture;

namespace Nabla.Tests.Metrics;

public class ClassificationReportTests
{
    private static readonly ConfusionMatrix Confusion = ConfusionMatrix.Of([0, 0, 0, 1, 1], [0, 0, 1, 1, 0], 2);

    [Fact]
    public void The_text_is_a_table_in_any_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal(
                """
                                  precision  recall      F1  support
                cat                   0.667   0.667   0.667        3
                dog                   0.500   0.500   0.500        2
                macro average         0.583   0.583   0.583        5
                weighted average      0.600   0.600   0.600        5
                accuracy 0.600, Cohen's κ 0.167, Matthews 0.167
                cat predicted as dog: 1 (33.3 %)
                dog predicted as cat: 1 (50.0 %)

                """,
                ClassificationReport.Of(Confusion, ["cat", "dog"]).ToString(),
                ignoreLineEndingDifferences: true);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Classes_without_names_are_numbered() => Assert.Equal(["0", "1"], ClassificationReport.Of(Confusion).ClassNames);

    [Fact]
    public void A_name_too_few_is_refused()
        => Refused("1 names for 2 classes", () => ClassificationReport.Of(Confusion, ["cat"]));
}
