using Nabla.Data;
using Nabla.Inspection;

namespace Nabla.Tests.Inspection;

public class DriftTests
{
    private static readonly Dataset Training = SickData.Table(row => row * 7 % 51, row => row % 3 == 0 ? "red" : "blue");

    [Fact]
    public void Parts_of_the_same_data_have_not_drifted()
    {
        foreach (string name in (string[])["digits", "iris", "friedman1", "spirals"])
        {
            DataParts parts = Split.TrainTest(Datasets.Load(name), 0.3, seed: 2);
            Assert.Empty(Doctor.Compare(parts.Train, parts.Test!));
        }
    }

    [Fact]
    public void Numbers_that_have_moved()
    {
        Finding finding = Only(SickData.Table(row => (row * 7 % 51) + 20, row => row % 3 == 0 ? "red" : "blue"));
        Assert.Equal("feature 'number' is at most 19 in 0 % of 200 new rows, in training in 40 %", finding.Observation);
    }

    [Fact]
    public void Levels_that_have_another_share()
        => Assert.Equal("feature 'text' is 'green' in 50 % of 200 new rows, in training in 0 %", Only(SickData.Table(row => row * 7 % 51, row => row % 2 == 0 ? "green" : "blue")).Observation);

    [Fact]
    public void Gaps_that_are_new()
        => Assert.Equal("feature 'number' is missing in 50 % of 200 new rows, in training in 0 %", Only(SickData.Table(row => row % 2 == 0 ? double.NaN : row * 7 % 51, row => row % 3 == 0 ? "red" : "blue")).Observation);

    [Fact]
    public void Classes_and_targets_that_have_changed()
    {
        Assert.Contains(Doctor.Compare(SickData.Classes(), SickData.Classes(label: (row, _) => row % 10 == 0 ? 1 : 0)), finding => finding.Observation == "class 'no' has 90 % of 200 new rows, in training 50 %");
        Dataset numbers = SickData.Numbers((_, noise) => noise);
        Dataset high = numbers.SelectRows([.. Enumerable.Range(0, numbers.Rows).Where(row => numbers.Targets![row, 0] > 0)]);
        Assert.Contains(Doctor.Compare(numbers, high), finding => finding.Subject == "y");
    }

    [Fact]
    public void Few_rows_show_no_drift()
        => Assert.Empty(Doctor.Compare(Training, SickData.Table(_ => 1000, _ => "blue").SelectRows([0, 1, 2])));

    [Fact]
    public void Other_features_are_refused()
        => Assert.Throws<ArgumentException>(() => Doctor.Compare(Training, Datasets.Iris()));

    private static Finding Only(Dataset fresh)
    {
        Finding finding = Assert.Single(Doctor.Compare(Training, fresh));
        Assert.Equal(FindingKind.Drift, finding.Kind);
        return finding;
    }
}
