using System.Collections.Concurrent;
using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Tests.Models;

/// <summary>Estimators on tables, and all the ways to ask their models.</summary>
public class EstimatorTests
{
    private static readonly Table Rows = People.Table(200).Without("spends");
    private static readonly Model Classes = new MlpClassifier(new() { Network = new(16), Training = new() { Epochs = 20, LearningRate = 0.02 } }).Fit(Rows, "buys");
    private static readonly Model Values = new MlpRegressor(new() { Network = new(16), Training = new() { Epochs = 40, LearningRate = 0.02 }, Precision = Precision.Double })
        .Fit(People.Table(200).Without("buys"), "spends");

    [Fact]
    public void Every_way_to_ask_gives_the_same_bits()
    {
        foreach (Model model in (Model[])[Classes, Values])
        {
            Matrix<double> encoded = model.Encode(Rows);
            Matrix<double> expected = All(model, encoded);
            Model read = Model.Load(new MemoryStream(SampleModels.ToBytes(model)));
            Assert.Equal(expected.Data, All(read, encoded).Data);
            Assert.Equal(expected.Data, All(model, encoded, threads: 7).Data);
            var result = new double[expected.Columns];
            for (int row = 0; row < 50; row++)
            {
                Ask(read, encoded.Row(row), result);
                Assert.Equal(expected.Row(row).ToArray(), result);
                Ask(model, read.Encode(Dictionary(Rows, row)), result);
                Assert.Equal(expected.Row(row).ToArray(), result);
                Assert.Equal(result, model.Task == LearningTask.Classification ? model.PredictProbabilities(Dictionary(Rows, row)) : model.PredictValues(Dictionary(Rows, row)));
                Assert.Equal(expected.Row(row).ToArray(), All(read, encoded.View.RowRange(row, 1)).Data);
            }
        }

        static void Ask(Model asked, ReadOnlySpan<double> row, Span<double> result)
        {
            if (asked.Task == LearningTask.Classification)
                asked.PredictProbabilities(row, result);
            else
                asked.PredictValues(row, result);
        }

        static Matrix<double> All(Model asked, ReadOnlyMatrixView<double> rows, int threads = 1)
            => asked.Task == LearningTask.Classification ? asked.PredictProbabilities(rows, threads) : asked.PredictValues(rows, threads);
    }

    [Fact]
    public void Classes_have_names_and_indices_for_many_rows_and_for_one()
    {
        Matrix<double> encoded = Classes.Encode(Rows);
        string[] names = Classes.PredictClasses(Rows);
        int[] indices = Classes.PredictClassIndices(Rows);
        Assert.Equal(2, names.Distinct().Count());
        Assert.Equal(names, indices.Select(index => Classes.ClassNames[index]));
        Assert.Equal(names, Classes.PredictClasses(encoded, threads: 3));
        for (int row = 0; row < 50; row++)
        {
            Assert.Equal(names[row], Classes.PredictClass<double>(encoded.Row(row)));
            Assert.Equal(names[row], Classes.PredictClass(Dictionary(Rows, row)));
            Assert.Equal(indices[row], Classes.PredictClassIndex<double>(encoded.Row(row)));
        }
    }

    [Fact]
    public void One_target_has_one_value_a_row()
    {
        Matrix<double> encoded = Values.Encode(Rows), all = Values.PredictValues(Rows);
        for (int row = 0; row < 50; row++)
        {
            Assert.Equal(all[row, 0], Values.PredictValue<double>(encoded.Row(row)));
            Assert.Equal(all[row, 0], Values.PredictValue(Dictionary(Rows, row)));
        }

        Model two = new MlpRegressor(new() { Network = new([]), Training = new() { Epochs = 1 } }).Fit(Matrix<double>.From([[1], [2], [3]]), Matrix<double>.From([[1, 2], [2, 3], [3, 5]]));
        Assert.Equal(
            "the model has 2 targets: use PredictValues",
            Assert.Throws<InvalidOperationException>(() => two.PredictValue<double>(new double[two.FeatureNames.Count])).Message);
        Assert.Equal(
            "a model of regression does not predict classes",
            Assert.Throws<InvalidOperationException>(() => Values.PredictClass<double>(encoded.Row(0))).Message);
        Assert.Equal(
            "a model of regression does not predict probabilities",
            Assert.Throws<InvalidOperationException>(() => Values.PredictProbabilities(Dictionary(Rows, 0))).Message);
    }

    [Fact]
    public void A_row_is_predicted_without_allocation()
    {
        foreach (Model model in (Model[])[Classes, Values, SampleModels.Iris, SampleModels.Xor])
        {
            var row = new double[model.FeatureNames.Count];
            var single = new float[row.Length];
            int results = model.Task == LearningTask.Classification ? model.ClassNames.Count : model.Info.TargetNames.Count;
            var values = new double[results];
            var singles = new float[results];
            for (int warm = 0; warm < 3; warm++)
                Ask();
            Assert.Equal(0, Allocated.By(() =>
            {
                for (int i = 0; i < 100; i++)
                    Ask();
            }));

            void Ask()
            {
                if (model.Task == LearningTask.Classification)
                {
                    model.PredictProbabilities<double>(row, values);
                    model.PredictProbabilities<float>(single, singles);
                    model.PredictClass<double>(row);
                    model.PredictClassIndex<float>(single);
                }
                else
                {
                    model.PredictValues<double>(row, values);
                    model.PredictValues<float>(single, singles);
                    model.PredictValue<double>(row);
                }
            }
        }
    }

    [Fact]
    public void Sixty_four_threads_ask_one_model()
    {
        bool slow = SlowTests.AreWanted;
        TimeSpan time = slow ? TimeSpan.FromSeconds(10) : TimeSpan.FromSeconds(0.2);
        Matrix<double> encoded = Classes.Encode(Rows);
        Matrix<double> expected = Classes.PredictProbabilities(encoded);
        var wrong = new ConcurrentQueue<int>();
        long end = Environment.TickCount64 + (long)time.TotalMilliseconds;
        Thread[] threads = [.. Enumerable.Range(0, 64).Select(i => new Thread(() => Ask(i)))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        Assert.Empty(wrong);

        void Ask(int first)
        {
            var result = new double[expected.Columns];
            for (int row = first % encoded.Rows, asked = 0; asked < 10 || Environment.TickCount64 < end; row = (row + 1) % encoded.Rows, asked++)
            {
                Classes.PredictProbabilities<double>(encoded.Row(row), result);
                if (!expected.Row(row).SequenceEqual(result))
                    wrong.Enqueue(row);
            }
        }
    }

    [Fact]
    public void Each_hidden_layer_may_have_an_activation_of_its_own()
    {
        MlpSettings settings = new() { Network = new(6, 5) { LayerActivations = [new LeakyReLU(0.2), new Tanh()] }, Training = new() { Epochs = 2 } };
        Model model = new MlpClassifier(settings).Fit(Datasets.Iris());
        Assert.Equal([new LeakyReLU(0.2), new Tanh(), new Softmax()], model.Network.NumberedLayers.Select(layer => layer.Activation));
        Model read = Model.Load(new MemoryStream(SampleModels.ToBytes(model)));
        Assert.Equal(settings.Network.LayerActivations, read.Info.Settings.Network.LayerActivations);
        Assert.Equal(model.Network, read.Network);

        ArgumentException refusal = Assert.Throws<ArgumentException>(() => new MlpClassifier(settings with { Network = settings.Network with { HiddenLayers = [6] } }).Fit(Datasets.Iris()));
        Assert.Equal("2 activations for 1 hidden layer, expected one for all or one for each", refusal.Message);
    }

    [Fact]
    public void Texts_never_seen_are_counted()
    {
        Table others = Rows.With(TableColumn.From("city", Enumerable.Range(0, 200).Select(row => (Cell)(row < 3 ? "Bonn" : "Oslo"))));
        Assert.Equal(3, Assert.Single(Classes.UnknownCategories(others), unknown => unknown.Key == "city").Value);
        Assert.Empty(Classes.UnknownCategories(Rows));
        Assert.Equal(200, Classes.PredictClasses(others).Length);
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_names()
    {
        Refused("the model needs columns age, city, which the table does not have: it has member, born", () => Classes.PredictClasses(Rows.Select("member", "born")));
        Refused("column 'age': 'old' is not a number", () => Classes.PredictClasses(Rows.With(TableColumn.From("age", Enumerable.Repeat<Cell>("old", 200)))));
        Refused("there is no column 'price'", () => new MlpRegressor().Fit(Rows, "price"));
        Refused("texts", () => new MlpRegressor().Fit(Rows, "buys"));
        Refused("the class is missing", () => new MlpClassifier().Fit(Rows.With(TableColumn.From("buys", Enumerable.Range(0, 200).Select(row => row == 5 ? default : (Cell)(row % 2 == 0 ? "a" : "b")))), "buys"));
        Refused("'age' has no value", () => Classes.Encode(new Dictionary<string, object?> { ["city"] = "Oslo" }));
        Refused("takes 4 and gives 2", () => Classes.PredictProbabilities<double>(new double[4], new double[3]));
        Refused("was not trained on a table", () => SampleModels.Iris.Score(Rows));

        static void Refused(string says, Action act)
        {
            Exception e = Assert.ThrowsAny<Exception>(act);
            Assert.True(e is InvalidDataException or ArgumentException or InvalidOperationException, e.GetType().Name);
            Assert.Contains(says, e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Several_targets_are_learned_together()
    {
        Table table = People.Table(150);
        Model numbers = new MlpRegressor(new() { Training = new() { Epochs = 5 } }).Fit(
            new Table([.. table.Select("city", "member", "spends").Columns, new TableColumn(ColumnSchema.Number("half"), [.. table["spends"].Values.ToArray().Select(value => value / 2)])]),
            ["spends", "half"]);
        Assert.Equal(["spends", "half"], numbers.Info.TargetNames);
        Assert.Equal(2, numbers.PredictValues(table).Columns);

        Table labels = table.Select("age", "city").With(TableColumn.From("age", table["spends"].Values.ToArray().Select(value => (Cell)value)));
        Model several = new MlpClassifier(new() { Training = new() { Epochs = 5 } }).Fit(
            new Table([.. labels.Columns, TableColumn.From("much", table["spends"].Values.ToArray().Select(value => (Cell)(value > 60))), TableColumn.From("little", table["spends"].Values.ToArray().Select(value => (Cell)(value < 30)))]),
            ["much", "little"]);
        Assert.Equal(LearningTask.MultiLabel, several.Task);
        Assert.Equal(2, several.PredictLabels(labels).Columns);

        Matrix<double> corners = Matrix<double>.From([[0, 0], [0, 1], [1, 0], [1, 1]]);
        Model gates = new MlpClassifier(new() { Training = new() { Epochs = 2 } }).Fit(Dataset.MultiLabel("gates", corners, ["a", "b"], Matrix<double>.From([[0, 0], [0, 1], [0, 1], [1, 1]]), ["and", "or"]));
        Assert.Equal(["and", "or"], gates.Info.TargetNames);
        Assert.Contains("row 0, column 'or': the label '2' is not 0 or 1", Assert.Throws<InvalidDataException>(
            () => Dataset.MultiLabel("gates", corners, ["a", "b"], Matrix<double>.From([[0, 2], [0, 1], [0, 1], [1, 1]]), ["and", "or"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_is_held_out_for_early_stopping()
    {
        Model stopped = new MlpClassifier(new() { Training = new() { EarlyStopping = true, Epochs = 3 } }).Fit(Rows, "buys");
        Assert.Equal(0.1, stopped.Info.Split!.ValidationFraction);
        Assert.NotNull(stopped.Info.Scores.Validation);
        Assert.Equal(0.25, new MlpRegressor(new() { Training = new() { Epochs = 3 }, ValidationFraction = 0.25 }).Fit(People.Table(40).Without("buys"), "spends").Info.Split!.ValidationFraction);
        Assert.Null(Classes.Info.Split);
    }

    [Fact]
    public void Parts_of_another_kind_are_refused_before_the_first_epoch()
    {
        Dataset iris = Datasets.Iris();
        Dataset renamed = Dataset.Classification("renamed", iris.Features, iris.FeatureNames, iris.Labels, [.. iris.ClassNames.Reverse()]);
        int told = 0;
        var control = new RunControl { Progress = new Told(() => told++) };
        foreach (DataParts parts in new[] { new DataParts(iris, renamed), new DataParts(iris, Test: renamed), new DataParts(iris, Test: Datasets.Load("moons")) })
        {
            var refused = Assert.Throws<ArgumentException>(() => ModelTrainer.Train(parts, new MlpSettings { Training = new() { Epochs = 1 } }, control));
            Assert.StartsWith($"data set '{(parts.Validation ?? parts.Test)!.Name}' has ", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(0, told);
    }

    [Fact]
    public void A_run_goes_on_on_a_table_with_other_levels()
    {
        Table others = Rows.With(TableColumn.From("city", Enumerable.Range(0, 200).Select(row => (Cell)(row % 2 == 0 ? "Bonn" : "Paris"))));
        Model next = new MlpClassifier(new() { Network = new(16), Training = new() { Epochs = 2 } }).Fit(others, "buys", from: Classes);
        Assert.Equal((Classes.Preprocessor.Schema, Classes.Preprocessor.Encodings, Classes.Preprocessor.Scaler), (next.Preprocessor.Schema, next.Preprocessor.Encodings, next.Preprocessor.Scaler));
        Assert.Equal(Classes.Target, next.Target);
    }

    private static Dictionary<string, object?> Dictionary(Table table, int row)
        => table.Columns.ToDictionary(column => column.Name, column => (object?)(column.Schema.Kind switch
        {
            _ when double.IsNaN(column.Values[row]) => null,
            ColumnKind.Number => column.Values[row],
            ColumnKind.Boolean => column.Values[row] == 1,
            _ => column.Text(row),
        }));

    private sealed class Told(Action then) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => then();
    }
}
