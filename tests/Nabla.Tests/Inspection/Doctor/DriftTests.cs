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
        Assert.Equal("feature 'number' is at most 19 in 0 % of 200 new rows, and in 40 % of the training rows", finding.Observation);
    }

    [Fact]
    public void Levels_that_have_another_share()
        => Assert.Equal("feature 'text' is 'green' in 50 % of 200 new rows, and in 0 % of the training rows", Only(SickData.Table(row => row * 7 % 51, row => row % 2 == 0 ? "green" : "blue")).Observation);

    [Fact]
    public void Gaps_that_are_new()
        => Assert.Equal("feature 'number' is missing in 50 % of 200 new rows, and in 0 % of the training rows", Only(SickData.Table(row => row % 2 == 0 ? double.NaN : row * 7 % 51, row => row % 3 == 0 ? "red" : "blue")).Observation);

    [Fact]
    public void Classes_and_targets_that_have_changed()
    {
        Assert.Contains(Doctor.Compare(SickData.Classes(), SickData.Classes(label: (row, _) => row % 10 == 0 ? 1 : 0)), finding => finding.Observation == "class 'no' has 90 % of 200 new rows and 50 % of the training rows");
        Dataset numbers = SickData.Numbers((_, noise) => noise);
        Dataset high = numbers.SelectRows([.. Enumerable.Range(0, numbers.Rows).Where(row => numbers.Targets![row, 0] > 0)]);
        Assert.Contains(Doctor.Compare(numbers, high), finding => finding.Subject == "y");
    }

    [Fact]
    public void Few_rows_show_no_drift()
        => Assert.Empty(Doctor.Compare(Training, SickData.Table(_ => 1000, _ => "blue").SelectRows([0, 1, 2])));

    [Fact]
    public void A_column_with_few_values_shows_no_drift()
    {
        // Of ten values each, four that are missed say nothing, however many rows have a gap.
        Dataset before = SickData.Table(row => row % 20 == 0 ? row / 20 : double.NaN, row => row % 3 == 0 ? "red" : "blue");
        Dataset after = SickData.Table(row => row % 20 == 0 ? (row / 20) + 4 : double.NaN, row => row % 3 == 0 ? "red" : "blue");
        Assert.Empty(Doctor.Compare(before, after));
    }

    [Fact]
    public void A_column_that_is_no_longer_of_its_kind()
    {
        Table table = Columns.From(
            Enumerable.Range(0, SickData.Rows), ("number", row => $"{row * 7 % 51} m"), ("text", row => row % 3 == 0 ? "red" : "blue"), ("class", row => row % 2 == 0 ? "no" : "yes"));
        Assert.Equal("feature 'number' is a category in the new rows but a number in training", Only(Dataset.FromTable("table", table, Training.Target!)).Observation);
    }

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
        Assert.Matches("^feature 'c' has the standard deviation .* in 200 new rows, and in training", Assert.Single(Doctor.Compare(model, SickData.Classes((_, noise) => 3 * noise))).Observation);
        Model constant = ModelOf(SickData.Classes((_, _) => 4), ScalerMethod.Standard);
        Assert.Equal("feature 'c' is not 4, its only value in training, in 100 % of 200 new rows", Assert.Single(Doctor.Compare(constant, SickData.Classes())).Observation);
    }

    [Fact]
    public void A_model_knows_texts_and_gaps_that_training_had_not()
    {
        Model model = ModelOf(Training, ScalerMethod.Standard);
        Assert.Empty(Doctor.Compare(model, Encoded(row => row * 7 % 51, row => row % 3 == 0 ? "red" : "blue")));
        Assert.Equal(
            "feature 'text' is a text unknown from training in 50 % of 200 new rows",
            Assert.Single(Doctor.Compare(model, Encoded(row => row * 7 % 51, row => row % 2 == 0 ? "green" : "blue"))).Observation);
        Assert.Equal(
            "feature 'text' is missing in 25 % of 200 new rows, but in no training row",
            Assert.Single(Doctor.Compare(model, Encoded(row => row * 7 % 51, row => row % 4 == 0 ? null : "blue"))).Observation);
        Assert.Equal(
            "feature 'number' is missing in 25 % of 200 new rows, but in no training row",
            Assert.Single(Doctor.Compare(model, Encoded(row => row % 4 == 0 ? double.NaN : row * 7 % 51, row => "blue"))).Observation);

        // What training knew, and what is rare, is no news.
        Dataset gaps = SickData.Table(row => row % 4 == 0 ? double.NaN : row * 7 % 51, row => row % 3 == 0 ? "red" : "blue");
        Assert.Empty(Doctor.Compare(ModelOf(gaps, ScalerMethod.Standard), gaps));
        Assert.Empty(Doctor.Compare(model, Encoded(row => row * 7 % 51, row => row % 20 == 0 ? "green" : "blue")));

        static Dataset Encoded(Func<int, double> number, Func<int, string?> text)
        {
            Table table = Columns.From(
                Enumerable.Range(0, SickData.Rows), ("number", row => number(row)), ("text", row => text(row)), ("class", row => row % 2 == 0 ? "no" : "yes"));
            return Dataset.FromTable("table", table, Training.Target!, Training.Schema);
        }
    }

    [Fact]
    public void Texts_of_which_most_stand_once_show_no_drift()
    {
        Dataset names = SickData.Table(row => row * 7 % 51, row => $"name {row}");
        Dataset others = Dataset.FromTable("table", Columns.From(
            Enumerable.Range(0, SickData.Rows), ("number", row => row * 7 % 51), ("text", row => $"name {row + 100}"), ("class", row => row % 2 == 0 ? "no" : "yes")), names.Target!, names.Schema);
        Assert.Empty(Doctor.Compare(ModelOf(names, ScalerMethod.Standard), others));
    }

    [Fact]
    public void A_mean_of_few_training_rows_is_no_drift()
    {
        // The mean of 20 rows is uncertain by nearly a quarter of the standard deviation, whatever it is held against.
        Dataset all = SickData.Classes();
        Dataset fresh = all.SelectRows([.. Enumerable.Range(0, 10).SelectMany(_ => Enumerable.Range(0, all.Rows))]);
        for (ulong seed = 1; seed <= 5; seed++)
        {
            (Model model, _) = ModelTrainer.Train(Split.TrainTest(all, 0.9, seed), new MlpSettings { Training = new() { Epochs = 1 } });
            Assert.DoesNotContain(Doctor.Compare(model, fresh), finding => finding.Kind == FindingKind.Drift && finding.Subject != "accuracy");
        }
    }

    [Fact]
    public void A_few_held_back_rows_that_were_all_right_promise_nothing()
    {
        (Model model, _) = ModelTrainer.Train(Split.TrainTest(Datasets.Iris(), 0.2, seed: 1), new MlpSettings());
        var lucky = new Model(model.Networks, model.Info with { Scores = model.Info.Scores with { Test = new Scores(0, Accuracy: 1) } });
        Dataset iris = Datasets.Iris();
        int[] labels = [.. iris.Labels.Select((label, row) => row % 15 == 0 ? (label + 1) % 3 : label)];
        Assert.Empty(Doctor.Compare(lucky, Dataset.Classification("iris", iris.Features, iris.FeatureNames, labels, iris.ClassNames)));
    }

    [Fact]
    public void A_model_that_does_worse_on_new_rows()
    {
        DataParts moons = Split.TrainTest(Datasets.Load("moons"), 0.25, seed: 3);
        Model model = ModelTrainer.Train(moons, new MlpSettings { Training = new() { LearningRate = 0.01 } }).Model;
        Assert.Empty(Doctor.Compare(model, Datasets.Load("moons", new DatasetOptions { Seed = 8 })));
        Dataset turned = Turned(Datasets.Load("moons", new DatasetOptions { Seed = 8 }));
        Assert.Matches("^.* % of 200 new rows predicted correctly, compared with .* % of the rows held back in training$", Assert.Single(Doctor.Compare(model, turned), finding => finding.Subject == "accuracy").Observation);
    }

    [Fact]
    public void Data_for_another_model_is_refused()
        => Assert.Throws<ArgumentException>(() => Doctor.Compare(ModelOf(SickData.Classes(), ScalerMethod.None), Datasets.Iris()));

    private static Model ModelOf(Dataset data, ScalerMethod method)
        => ModelTrainer.Train(new DataParts(data), new MlpSettings { Training = new() { Epochs = 1 }, Preprocessing = new() { Scaling = method } }).Model;

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
