using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;

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

    [Theory]
    [InlineData(ScalerMethod.Standard, "has the mean 3.")]
    [InlineData(ScalerMethod.Robust, "is below")]
    [InlineData(ScalerMethod.MinMax, "is outside")]
    [InlineData(ScalerMethod.MaxAbs, "is beyond ±")]
    public void A_model_knows_columns_that_have_moved_by_its_scaler(ScalerMethod method, string seen)
    {
        Model model = ModelOf(SickData.Classes(), method);
        Assert.Empty(Doctor.Compare(model, SickData.Classes()));
        Finding finding = Assert.Single(Doctor.Compare(model, SickData.Classes((_, noise) => noise + 3)), finding => finding.Subject == "c");
        Assert.StartsWith($"feature 'c' {seen}", finding.Observation, StringComparison.Ordinal);
        Assert.Equal(FindingKind.Drift, finding.Kind);
    }

    [Fact]
    public void A_model_knows_columns_that_are_wider_or_no_longer_constant()
    {
        Model model = ModelOf(SickData.Classes(), ScalerMethod.Standard);
        Assert.Matches("^feature 'c' has the standard deviation .* in 200 new rows, in training", Assert.Single(Doctor.Compare(model, SickData.Classes((_, noise) => 3 * noise))).Observation);
        Model constant = ModelOf(SickData.Classes((_, _) => 4), ScalerMethod.Standard);
        Assert.Equal("feature 'c' is not 4, its only value in training, in 100 % of 200 new rows", Assert.Single(Doctor.Compare(constant, SickData.Classes())).Observation);
    }

    [Fact]
    public void A_model_that_does_worse_on_new_rows()
    {
        DataParts moons = Split.TrainTest(Datasets.Load("moons"), 0.25, seed: 3);
        Model model = ModelTrainer.Train(moons, new MlpSettings { LearningRate = 0.01 }).Model;
        Assert.Empty(Doctor.Compare(model, Datasets.Load("moons", new DatasetOptions { Seed = 8 })));
        Dataset turned = Turned(Datasets.Load("moons", new DatasetOptions { Seed = 8 }));
        Assert.Matches("^.* % of 200 new rows are right, of those held back in training .* % were$", Assert.Single(Doctor.Compare(model, turned), finding => finding.Subject == "accuracy").Observation);
    }

    [Fact]
    public void Data_for_another_model_is_refused()
        => Assert.Throws<ArgumentException>(() => Doctor.Compare(ModelOf(SickData.Classes(), ScalerMethod.None), Datasets.Iris()));

    private static Model ModelOf(Dataset data, ScalerMethod method)
        => ModelTrainer.Train(new DataParts(data), new MlpSettings { Scaling = method, Epochs = 1 }).Model;

    /// <summary>The same points with the classes exchanged.</summary>
    private static Dataset Turned(Dataset data)
        => Dataset.Classification(data.Name, data.Features, data.FeatureNames, [.. data.Labels.Select(label => 1 - label)], data.ClassNames);

    private static Finding Only(Dataset fresh)
    {
        Finding finding = Assert.Single(Doctor.Compare(Training, fresh));
        Assert.Equal(FindingKind.Drift, finding.Kind);
        return finding;
    }
}
