using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Tests.Models;

/// <summary>Models trained on tables with gaps, categories, booleans and dates.</summary>
public class TableModelTests
{
    [Fact]
    public void A_table_with_gaps_and_categories_trains_and_its_file_gives_the_same_bits()
    {
        Dataset data = People.Dataset(People.Table(200), "buys");
        DataParts parts = Split.TrainValidationTest(data, 0.2, 0.2, 1);
        Model model = ModelTrainer.Train(parts, new MlpSettings { Network = new(8), Training = new() { Epochs = 150, LearningRate = 0.02, EarlyStopping = false } }).Model;
        Assert.Equal(["age", "city", "member", "born"], model.FeatureNames);
        Assert.Equal(model.Preprocessor.FeatureCount, model.Network.Inputs);
        Assert.InRange(model.Info.Scores.Test!.Accuracy!.Value, 0.85, 1);
        Assert.Equal(parts.Train.Fingerprint(), model.Info.DataFingerprint);

        byte[] file = SampleModels.ToBytes(model);
        Model read = Model.Load(new MemoryStream(file));
        Assert.Equal(model.Preprocessor, read.Preprocessor);
        Assert.Equal(model.Target, read.Target);
        Assert.Equal("buys", Assert.Single(read.Target!.Names));
        Assert.Equal(file, SampleModels.ToBytes(read));
        Assert.Equal(model.Outputs(data.Features).Data, read.Outputs(data.Features).Data);
        Assert.Equal(model.Info.Scores.Test, read.Score(parts.Test!));
    }

    [Fact]
    public void No_row_outside_the_training_part_reaches_a_scaler_or_an_encoder()
    {
        Table table = People.Table(120);
        RowSplit rows = Split.Rows(120, 0.2, 0.2, 3);
        HashSet<int> training = [.. rows.Train];
        double[] ages = [.. table["age"].Values];
        double[] cities = [.. table["city"].Values];
        double[] born = [.. table["born"].Values];
        for (int row = 0; row < 120; row++)
        {
            if (!training.Contains(row))
                (ages[row], cities[row], born[row]) = (1e12, row % 2 == 0 ? -1 : double.NaN, double.NaN);
        }

        Table poisoned = table
            .With(new TableColumn(table["age"].Schema, ages))
            .With(new TableColumn(table["city"].Schema, cities))
            .With(new TableColumn(table["born"].Schema, born));
        var settings = new MlpSettings { Network = new(4), Training = new() { Epochs = 5, EarlyStopping = false } };
        Model clean = ModelTrainer.Train(rows.Apply(People.Dataset(table, "buys")), settings).Model;
        Model other = ModelTrainer.Train(rows.Apply(People.Dataset(poisoned, "buys")), settings).Model;
        Assert.Equal(clean.Preprocessor, other.Preprocessor);
        Assert.Equal(clean.Outputs(poisoned.Encoded(clean)).Data, other.Outputs(poisoned.Encoded(other)).Data);
    }

    [Fact]
    public void Weights_keep_task_and_columns()
    {
        Dataset weighted = People.Dataset(People.Table(20), "spends").WithWeights([.. Enumerable.Repeat(2.0, 20)]);
        Assert.Equal(LearningTask.Regression, weighted.Task);
        Assert.NotNull(weighted.Schema);
        Assert.NotNull(weighted.Target);
        Assert.NotNull(weighted.SelectRows([3, 4]).Target);
    }

    [Fact]
    public void Data_encoded_otherwise_is_refused()
    {
        Model model = ModelTrainer.Train(new DataParts(People.Dataset(People.Table(60), "buys")), new MlpSettings { Training = new() { Epochs = 1 } }).Model;
        Table others = People.Table(60).With(TableColumn.From("city", Enumerable.Repeat<Cell>("Rome", 60)));
        ArgumentException e = Assert.Throws<ArgumentException>(() => model.Score(People.Dataset(others, "buys")));
        Assert.Contains("column 'city' of data set 'people' is not encoded as column 'city' of the model", e.Message, StringComparison.Ordinal);
        Dataset same = Dataset.FromTable("people", others, model.Target!, model.Preprocessor.Schema);
        Assert.Equal(4, model.Preprocessor.CountUnknown(same.Features).Length);
        Assert.NotNull(model.Score(same).Accuracy);
    }

    [Fact]
    public void Labels_are_learned_each_on_its_own()
    {
        var random = new CounterRandom(5, RandomPurpose.Generator);
        double[] x = [.. Enumerable.Range(0, 300).Select(row => random.Normal((uint)row, 0))];
        double[] y = [.. Enumerable.Range(0, 300).Select(row => random.Normal((uint)row, 1))];
        var table = new Table(
            TableColumn.From("x", x.Select(value => (Cell)value)),
            TableColumn.From("y", y.Select(value => (Cell)value)),
            TableColumn.From("right", x.Select(value => (Cell)(value > 0))),
            TableColumn.From("above", y.Select(value => (Cell)(value > 0.5))));
        Dataset data = Dataset.FromTable("plane", table, TargetSchema.Of(table, ["right", "above"]));
        Assert.Equal(LearningTask.MultiLabel, data.Task);
        (Model model, _) = ModelTrainer.Train(Split.TrainTest(data, 0.3, 1), new MlpSettings { Training = new() { Epochs = 60, LearningRate = 0.01 } });
        Assert.InRange(model.Info.Scores.Test!.Accuracy!.Value, 0.9, 1);
        Assert.InRange(model.Info.Scores.Test.LabelAccuracy!.Value, model.Info.Scores.Test.Accuracy.Value, 1);

        Matrix<double> labels = model.PredictLabels(data.Features), probabilities = model.PredictProbabilities(data.Features);
        Assert.Equal(probabilities.Data.Select(p => p > 0.5 ? 1.0 : 0.0), labels.Data);
        Model read = Model.Load(new MemoryStream(SampleModels.ToBytes(model)));
        Assert.Equal(LearningTask.MultiLabel, read.Task);
        Assert.Equal(["right", "above"], read.Info.TargetNames);
        Assert.Equal(probabilities.Data, read.PredictProbabilities(data.Features).Data);
        Assert.Contains("sigmoid outputs", Assert.Throws<ArgumentException>(
            () => ModelTrainer.Train(new DataParts(data), new MlpSettings { Network = new() { OutputActivation = new Nabla.Networks.Softmax() } })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_plain_numbers_gives_the_bits_of_a_matrix()
    {
        Dataset iris = Datasets.Iris();
        IEnumerable<TableColumn> columns = iris.FeatureNames.Select((name, i) => TableColumn.From(name, Enumerable.Range(0, iris.Rows).Select(row => (Cell)iris.Features[row, i])));
        var table = new Table([.. columns, TableColumn.From("species", iris.Labels.Select(label => (Cell)iris.ClassNames[label]))]);
        Dataset same = Dataset.FromTable("iris", table, TargetSchema.Of(table, ["species"]));
        var settings = new MlpSettings { Training = new() { Epochs = 3 } };
        Assert.Equal(
            ModelTrainer.Train(new DataParts(iris), settings).Model.Outputs(iris.Features).Data,
            ModelTrainer.Train(new DataParts(same), settings).Model.Outputs(iris.Features).Data);
    }
}
