using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Tests.Models;

/// <summary>Tables that break things: each trains sensibly, or is refused in one sentence.</summary>
public class HardTableTests
{
    private static readonly CounterRandom Random = new(7, RandomPurpose.Generator);

    [Fact]
    public void Skewed_and_collinear_numbers()
    {
        // A price from 1 to 10⁹, the same in cents, and their copy.
        double Price(int row) => Math.Pow(10, 9 * Random.Uniform((uint)row, 1));
        Table table = Of(300, ("price", row => Price(row)), ("cents", row => 100 * Price(row)), ("copy", row => Price(row)), ("dear", row => Price(row) > 1e5 ? "yes" : "no"));
        Assert.InRange(Classifier.Fit(table, "dear").Info.Scores.Training!.Accuracy!.Value, 0.6, 1);
    }

    [Fact]
    public void A_thousand_categories()
    {
        Table table = Of(3000, ("code", row => $"c{(int)(1000 * Random.Uniform((uint)row, 1))}"), ("x", row => Random.Normal((uint)row, 2)), ("y", row => Random.Normal((uint)row, 2) > 0 ? "a" : "b"));
        Model model = new MlpClassifier(Settings with { Training = Settings.Training with { Epochs = 10 } }).Fit(table, "y");
        Assert.Equal(66, model.Preprocessor.FeatureCount); // the 64 most frequent, others, and x
        Assert.InRange(model.Info.Scores.Training!.Accuracy!.Value, 0.9, 1);
        Assert.Equal(model.PredictClasses(table), Model.Load(new MemoryStream(SampleModels.ToBytes(model))).PredictClasses(table));
    }

    [Fact]
    public void A_third_of_the_values_missing()
    {
        Cell Sometimes(int row, uint column, Cell value) => Random.Uniform((uint)row, 10 + column) < 0.3 ? default : value;
        Table table = Of(400, ("x", row => Sometimes(row, 1, Random.Normal((uint)row, 1))), ("c", row => Sometimes(row, 2, row % 3 == 0 ? "u" : "v")), ("y", row => Random.Normal((uint)row, 1) > 0 ? "a" : "b"));
        Assert.InRange(Classifier.Fit(table, "y").Info.Scores.Training!.Accuracy!.Value, 0.75, 1);
    }

    [Fact]
    public void One_row_of_a_class_among_a_hundred()
    {
        Table table = Of(1000, ("x", row => (row % 100 == 0 ? 4 : 0) + Random.Normal((uint)row, 1)), ("y", row => row % 100 == 0 ? "rare" : "usual"));
        Model model = new MlpClassifier(Settings with { ClassWeights = ClassWeights.Balanced }).Fit(table, "y");
        string[] predicted = model.PredictClasses(table);
        Assert.InRange(Enumerable.Range(0, 10).Count(i => predicted[100 * i] == "rare"), 8, 10);
    }

    [Fact]
    public void One_row()
    {
        Table table = Of(1, ("x", _ => 3), ("c", _ => "a"), ("y", _ => 7));
        Model model = new MlpRegressor(new() { Training = new() { Epochs = 3 } }).Fit(table, "y");
        Assert.Equal(7, model.PredictValues(table)[0, 0], 1e-6);
        Refused("the one value '7'", () => new MlpClassifier().Fit(table, "y"));
    }

    [Fact]
    public void One_column_and_none()
    {
        Table table = Of(50, ("x", row => row), ("y", row => 2 * row));
        Assert.InRange(new MlpRegressor(new() { Training = new() { Epochs = 100, LearningRate = 0.02 } }).Fit(table, "y").Info.Scores.Training!.RSquared!.Value, 0.95, 1);
        Refused("no column but the target y", () => new MlpRegressor().Fit(table.Select("y"), "y"));
    }

    [Fact]
    public void A_column_without_a_value()
    {
        Table table = Of(50, ("nothing", _ => default), ("x", row => row), ("y", row => row > 20));
        Model model = Classifier.Fit(table, "y");
        Assert.InRange(model.Info.Scores.Training!.Accuracy!.Value, 0.9, 1);

        // A value there later changes nothing, for nothing is known of it.
        Table later = table.With(TableColumn.From("nothing", Enumerable.Range(0, 50).Select(row => (Cell)row)));
        Assert.Equal(model.PredictProbabilities(table).Data, model.PredictProbabilities(later).Data);
    }

    [Fact]
    public void A_constant_target()
    {
        Table table = Of(40, ("x", row => row), ("y", _ => 5), ("z", _ => "same"));
        Model model = new MlpRegressor(new() { Training = new() { Epochs = 3 } }).Fit(table.Without("z"), "y");
        Assert.All(model.PredictValues(table).Data, value => Assert.Equal(5, value, 1e-6));
        Refused("the one value 'same'", () => new MlpClassifier().Fit(table.Without("y"), "z"));
    }

    [Fact]
    public void Two_columns_of_one_name()
        => Refused("two columns are named 'x'", () => Of(3, ("x", row => row), ("x", row => row)));

    [Fact]
    public void Ten_thousand_columns()
    {
        Table table = Of(20, [.. Enumerable.Range(0, 10_000).Select(i => ($"x{i}", (Func<int, Cell>)(row => Random.Normal((uint)row, (uint)i)))), ("y", row => row % 2 == 0 ? "a" : "b")]);
        Model model = new MlpClassifier(Settings with { Network = Settings.Network with { HiddenLayers = [4] }, Training = Settings.Training with { Epochs = 3 } }).Fit(table, "y");
        Assert.Equal(10_000, model.Preprocessor.FeatureCount);
        Assert.Equal(model.PredictClasses(table), Model.Load(new MemoryStream(SampleModels.ToBytes(model))).PredictClasses(table));
        Refused("a table of 10001 columns", () => Classifier.Fit(new Table([.. table.Columns, TableColumn.From("more", Enumerable.Repeat<Cell>(1, 20)), TableColumn.From("z", Enumerable.Range(0, 20).Select(row => (Cell)(row > 5)))]).Without("y"), "z"));
    }

    [Fact]
    public void Names_in_place_of_categories()
        => Refused("column 'name' has 10001 different texts", () => Classifier.Fit(Of(10_001, ("name", row => $"n{row}"), ("y", row => row % 2 == 0)), "y"));

    private static MlpSettings Settings { get; } = new() { Network = new(16), Training = new() { Epochs = 60, LearningRate = 0.01 } };

    private static MlpClassifier Classifier => new(Settings);

    private static Table Of(int rows, params (string Name, Func<int, Cell> Value)[] columns) => Columns.From(Enumerable.Range(0, rows), columns);

    private static void Refused(string says, Action act)
    {
        Exception e = Assert.ThrowsAny<Exception>(act);
        Assert.True(e is InvalidDataException or ArgumentException, e.GetType().Name);
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }
}
