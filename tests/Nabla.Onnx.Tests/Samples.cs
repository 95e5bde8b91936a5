using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Tests.Models;

namespace Nabla.Onnx.Tests;

/// <summary>Trained models of every kind, by name, with rows to ask them.</summary>
internal static class Samples
{
    private static readonly Dataset Digits = Datasets.Digits(), Iris = Datasets.Iris();
    private static readonly Dataset Moons = Datasets.Load("moons", new DatasetOptions { Rows = 100 });
    private static readonly Dataset Friedman = Datasets.Load("friedman1", new DatasetOptions { Rows = 100 });
    private static readonly Dataset Sleep = Datasets.Load("sleep-study", new DatasetOptions());

    /// <summary>Models of plain numbers: each activation that a hidden layer may have, and each form of output.</summary>
    public static IEnumerable<(string Name, Model Model, Dataset Rows)> OfNumbers()
    {
        foreach (string name in Activation.All.Select(entry => entry.Name).Where(name => name != "softmax"))
            yield return ($"iris by {name}", Classifier(new() { HiddenLayers = [6, 5], Activation = Activation.All.Parse(name) }, Iris), Iris);
        yield return ("digits", Classifier(new() { HiddenLayers = [16] }, Digits), Digits);
        yield return ("softmax of two", Classifier(new() { HiddenLayers = [4] }, Moons), Moons);
        yield return ("one sigmoid of two classes", Classifier(new() { HiddenLayers = [4], Loss = new BinaryCrossEntropy() }, Moons), Moons);
        yield return ("independent sigmoids", Classifier(new() { HiddenLayers = [4], Loss = new BinaryCrossEntropy() }, Iris), Iris);
        yield return ("independent outputs that may be below 0", Classifier(new() { HiddenLayers = [4], Loss = new HalfSquaredError(), OutputActivation = new Networks.Tanh() }, Iris), Iris);
        yield return ("batch normalization", Classifier(new() { HiddenLayers = [8, 4], Normalization = Normalization.Batch, Dropout = [0.1] }, Iris), Iris);
        yield return ("layer normalization", Classifier(new() { HiddenLayers = [8, 4], Normalization = Normalization.Layer, Bias = false }, Iris), Iris);
        yield return ("linear, in double, not scaled", Classifier(new() { HiddenLayers = [], Precision = Precision.Double, Scaling = ScalerMethod.None }, Iris), Iris);
        yield return ("numbers", Regressor(new() { HiddenLayers = [8] }, Friedman), Friedman);
        yield return ("numbers of a range", Regressor(new() { HiddenLayers = [3], OutputActivation = new Sigmoid(), Scaling = ScalerMethod.MaxAbs }, Sleep), Sleep);
    }

    /// <summary>Models of a table with every kind of column and gaps, and rows to ask them, some of a city that training never saw.</summary>
    public static IEnumerable<(string Name, Model Model, Table Rows)> OfTables()
    {
        Table buyers = People("buys", "label"), spenders = People("spends", "values");
        var labels = new Table([.. buyers.Without("buys").Columns, Booleans("old", row => row % 2 == 0), Booleans("tall", row => row % 5 == 0)]);
        yield return ("classes", new MlpClassifier { HiddenLayers = [6], Epochs = 20 }.Fit(buyers, "buys"), WithStrangers(buyers));
        yield return ("labels", new MlpClassifier { HiddenLayers = [6], Epochs = 20 }.Fit(labels, ["old", "tall"]), WithStrangers(labels));
        var started = new Table([.. buyers.Columns, TableColumn.From("started", Enumerable.Range(0, 200).Select(row => row % 3 == 0 ? default : (Cell)new DateOnly(2026, 1, 2)))]);
        yield return ("a date of which only gaps matter", new MlpClassifier { HiddenLayers = [6], Epochs = 20 }.Fit(started, "buys"), started);
        var regressor = new MlpRegressor { HiddenLayers = [6], Epochs = 20, MaxLevels = 2, MissingCategories = MissingCategory.MostFrequent };
        yield return ("numbers", regressor.Fit(spenders, "spends"), WithStrangers(spenders));
    }

    // Their age has the name of an output: names must not be taken twice.
    private static Table People(string target, string age)
    {
        Table people = Nabla.Tests.Models.People.Table(200);
        return new Table([.. people.Select("city", "member", "born", target).Columns, new TableColumn(ColumnSchema.Number(age), people["age"].Values.ToArray())]);
    }

    private static Table WithStrangers(Table people)
        => people.With(TableColumn.From("city", Enumerable.Range(0, people.Rows).Select(row => row < 9 ? "Bonn" : people["city"].Text(row) is { } text ? (Cell)text : default)));

    private static TableColumn Booleans(string name, Func<int, bool> value) => TableColumn.From(name, Enumerable.Range(0, 200).Select(row => (Cell)value(row)));

    private static Model Classifier(MlpClassifier classifier, Dataset rows) => (classifier with { Epochs = 8 }).Fit(rows);

    private static Model Regressor(MlpRegressor regressor, Dataset rows) => (regressor with { Epochs = 8 }).Fit(rows);
}
