using Nabla.Data;
using Nabla.Inspection;

namespace Nabla.Tests.Inspection;

/// <summary>Each fault of data is found when it is there, and alone.</summary>
public class DataFindingTests
{
    [Fact]
    public void Data_without_a_fault_has_no_findings()
    {
        Assert.Empty(Doctor.Examine(SickData.Classes()));
        Assert.Empty(Doctor.Examine(SickData.Numbers((_, noise) => noise)));
        Assert.Empty(Doctor.Examine(SickData.Table(row => row * 7 % 51, row => row % 3 == 0 ? "red" : "blue")));
    }

    [Fact]
    public void A_constant_feature()
    {
        Finding finding = Only(FindingKind.ConstantFeature, Doctor.Examine(SickData.Classes((_, _) => 4.25)));
        Assert.Equal("feature 'c' is 4.25 in all 200 rows: nothing can be learned from a constant; leave it out", finding.Sentence);
        Assert.Equal("feature 'text' is 'red' in all 200 rows", Only(FindingKind.ConstantFeature, Doctor.Examine(SickData.Table(row => row * 7 % 51, _ => "red"))).Observation);
    }

    [Fact]
    public void The_border_of_images_is_no_constant_feature()
        => Assert.DoesNotContain(Doctor.Examine(Datasets.Digits()), finding => finding.Kind == FindingKind.ConstantFeature);

    [Fact]
    public void A_feature_that_repeats_another_in_other_units()
    {
        Dataset plain = SickData.Classes();
        Finding finding = Only(FindingKind.DuplicatedFeature, Doctor.Examine(SickData.Classes((row, _) => 32 + (1.8 * plain.Features[row, 1]))));
        Assert.Equal("feature 'c' carries the same information as 'b' in all 200 rows", finding.Observation);

        // Nearly the same is not the same.
        Assert.Empty(Doctor.Examine(SickData.Classes((row, noise) => plain.Features[row, 1] + (0.001 * noise))));
    }

    [Fact]
    public void A_feature_that_tells_the_class()
    {
        Finding finding = Only(FindingKind.LeakingTarget, Doctor.Examine(SickData.Classes((row, noise) => (row % 2) + (0.01 * noise))));
        Assert.Equal(("c", Severity.Critical), (finding.Subject, finding.Severity));
        Assert.StartsWith("feature 'c' alone predicts 100 % of the classes", finding.Sentence, StringComparison.Ordinal);

        // As a text, with a level for each two rows of a class.
        Assert.Equal("text", Only(FindingKind.LeakingTarget, Doctor.Examine(SickData.Table(row => row * 7 % 51, row => $"customer {row % 2} {row % 40}"))).Subject);
    }

    [Fact]
    public void A_feature_that_tells_the_number()
    {
        Finding finding = Only(FindingKind.LeakingTarget, Doctor.Examine(SickData.Numbers((y, noise) => (y * y * y) + y)));
        Assert.StartsWith("feature 'c' alone explains 99.", finding.Sentence, StringComparison.Ordinal);
        Assert.Empty(Doctor.Examine(SickData.Numbers((y, noise) => y + (0.3 * noise))));
    }

    [Fact]
    public void What_a_single_feature_or_few_rows_tell_is_no_leak()
    {
        Assert.DoesNotContain(Doctor.Examine(Datasets.Load("sine", new DatasetOptions { Noise = 0 })), finding => finding.Kind == FindingKind.LeakingTarget);
        Assert.DoesNotContain(Doctor.Examine(Datasets.Load("sleep-study")), finding => finding.Kind == FindingKind.LeakingTarget);
    }

    [Fact]
    public void A_number_that_names_a_row_is_no_leak()
        => Assert.Empty(Doctor.Examine(SickData.Classes((row, _) => row)));

    [Fact]
    public void Missing_values()
    {
        Finding few = Only(FindingKind.MissingValues, Doctor.Examine(SickData.Table(row => row % 10 == 0 ? double.NaN : row * 7 % 51, row => row % 3 == 0 ? "red" : "blue")));
        Assert.Equal(("feature 'number' is missing in 10 % of 200 rows", Severity.Note), (few.Observation, few.Severity));
        Finding most = Only(FindingKind.MissingValues, Doctor.Examine(SickData.Table(row => row * 7 % 51, row => row % 5 == 0 ? "red" : row % 7 == 0 ? "blue" : null)));
        Assert.Equal(Severity.Warning, most.Severity);
        Finding both = Only(FindingKind.MissingValues, Doctor.Examine(SickData.Table(row => row % 10 == 0 ? double.NaN : row * 7 % 51, row => row % 4 == 0 ? null : "blue")));
        Assert.Equal("feature 'text' is missing in 25 % of 200 rows, and 1 more of 2 features has missing values", both.Observation);
    }

    [Fact]
    public void Values_that_are_not_finite()
    {
        // A data set is checked when it is made; its numbers may still be changed.
        Dataset data = SickData.Classes();
        data.Features[17, 1] = double.PositiveInfinity;
        data.Features[18, 2] = double.NaN;
        Finding finding = Only(FindingKind.NonFiniteValues, Doctor.Examine(data));
        Assert.Equal("2 of 600 values are not finite numbers, the first in row 17, feature 'b'", finding.Observation);
        Assert.Equal(Severity.Critical, finding.Severity);
    }

    [Fact]
    public void Numbers_that_one_text_makes_a_category()
    {
        Finding finding = Only(FindingKind.NumbersAmongTexts, Doctor.Examine(SickData.Table(row => row * 7 % 51, row => row == 9 ? "n. k." : $"{row * 7 % 41}.5")));
        Assert.Equal("feature 'text' is read as texts, though 99.5 % of its values are numbers, because of 'n. k.'", finding.Observation);
    }

    [Fact]
    public void A_class_with_few_rows_or_none()
    {
        Finding few = Only(FindingKind.RareClass, Doctor.Examine(SickData.Classes(label: (row, _) => row % 50 == 0 ? 1 : 0)));
        Assert.Equal("class 'yes' has 4 of 200 rows, 2 %", few.Observation);
        Finding none = Only(FindingKind.RareClass, Doctor.Examine(SickData.Classes(label: (_, _) => 0)));
        Assert.Equal("class 'yes' has 0 of 200 rows, 0 %", none.Observation);
    }

    [Fact]
    public void The_most_severe_finding_comes_first()
    {
        IReadOnlyList<Finding> findings = Doctor.Examine(SickData.Table(row => row % 2, row => row < 9 ? null : "red"));
        Assert.Equal([FindingKind.LeakingTarget, FindingKind.MissingValues], findings.Select(finding => finding.Kind));
        Assert.Equal(findings.OrderBy(finding => finding.Severity), findings);
    }

    private static Finding Only(FindingKind kind, IReadOnlyList<Finding> findings)
    {
        Finding finding = Assert.Single(findings);
        Assert.Equal(kind, finding.Kind);
        return finding;
    }
}
