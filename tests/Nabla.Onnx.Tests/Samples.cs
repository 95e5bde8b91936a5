using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Selection;
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
            yield return ($"iris by {name}", Classifier(new() { Network = new(6, 5) { Activation = Activation.All.Parse(name) } }, Iris), Iris);
        yield return ("digits", Classifier(new() { Network = new(16) }, Digits), Digits);
        yield return ("softmax of two", Classifier(new() { Network = new(4) }, Moons), Moons);
        yield return ("one sigmoid of two classes", Classifier(new() { Network = new(4) { Loss = new BinaryCrossEntropy() } }, Moons), Moons);
        yield return ("independent sigmoids", Classifier(new() { Network = new(4) { Loss = new BinaryCrossEntropy() } }, Iris), Iris);
        yield return ("independent outputs that may be below 0", Classifier(new() { Network = new(4) { Loss = new HalfSquaredError(), OutputActivation = new Networks.Tanh() } }, Iris), Iris);
        yield return ("batch normalization", Classifier(new() { Network = new(8, 4) { Normalization = Normalization.Batch, Dropout = [0.1] } }, Iris), Iris);
        yield return ("layer normalization", Classifier(new() { Network = new(8, 4) { Normalization = Normalization.Layer, Bias = false } }, Iris), Iris);
        yield return ("linear, in double, not scaled", Classifier(new() { Network = new([]), Preprocessing = new() { Scaling = ScalerMethod.None }, Precision = Precision.Double }, Iris), Iris);
        yield return ("residual blocks and factors", Classifier(new() { Network = new(6, 6, 6) { Residual = true, FeatureScale = true, Activation = new ParametricReLU(), Dropout = [0.1] } }, Iris), Iris);
        yield return ("residual blocks with batch normalization", Classifier(new() { Network = new(6, 6) { Residual = true, Normalization = Normalization.Batch } }, Iris), Iris);
        yield return ("mixed activations with the NTK parametrization", Classifier(new() { Network = new(6, 5) { MixedActivation = true, Ntk = true, Activation = new Mish(), WeightInitializer = new UnitVariance(), BiasInitializer = new HePlus() } }, Iris), Iris);
        yield return ("periodic embeddings", Classifier(new() { Network = new(6) { NumberEmbedding = new Pbld(3, 5, 0.5), FeatureScale = true }, Preprocessing = new() { Scaling = ScalerMethod.RobustClip } }, Iris), Iris);
        yield return ("bins, and predictions within limits", Regressor(new() { Network = new(6) { NumberEmbedding = new Piecewise(5) }, Preprocessing = new() { ClampPredictions = true, Scaling = ScalerMethod.RobustClip, ClipRange = null } }, Friedman), Friedman);
        LayerSpec[] list =
        [
            new Normalize(Normalization.Batch) { Activation = new Identity() },
            new Dense(6),
            new Normalize(Normalization.Batch) { Bias = false },
            new FeatureScale { Codes = [0, 4] },
            new Residual(new Normalize(Normalization.Layer) { Activation = new Nabla.Networks.Tanh() }, new Dense(3), new Residual(new Dense(3), new PReLU()), new Dense(6) { Activation = new Identity() }, new Normalize(Normalization.Batch)),
            new PReLU(),
        ];
        yield return ("a list of layers", Classifier(new() { Network = new() { Layers = [.. list] } }, Iris), Iris);
        yield return ("numbers", Regressor(new() { Network = new(8) }, Friedman), Friedman);
        Dataset far = Dataset.Regression("far", new Matrix<double>(Array.ConvertAll(Friedman.Features.Data, x => (x - 0.5) * 1000), Friedman.Rows, Friedman.Features.Columns), Friedman.FeatureNames, Friedman.Targets!, Friedman.TargetNames);
        yield return ("rows far outside the training range, which are clipped", Regressor(new() { Network = new(8) }, Friedman), far);
        yield return ("rows far outside the training range, as they are", Regressor(new() { Network = new(8), Preprocessing = new() { ClipRange = null } }, Friedman), far);
        MlpSettings small = new() { Network = new(4), Training = new() { Epochs = 20 } };
        yield return ("a threshold of two classes", ThresholdRule.At(0.8).Apply(Classifier(small, Moons), new DataParts(Moons), small), Moons);
        EnsembleSettings bag = new() { Folds = 3 };
        UncertaintySettings sets = new() { Sets = 0.8, Temperature = true, CalibrationFraction = 0.5 };
        yield return ("several networks of numbers, with intervals by folds", Regressor(new() { Network = new(8), Ensemble = bag, Uncertainty = new() { Intervals = 0.8 } }, Friedman), Friedman);
        yield return ("several networks of classes, by several seeds", Classifier(new() { Network = new(8), Ensemble = new() { Seeds = 2 } }, Iris), Iris);
        yield return ("several networks and a temperature", Temperature(Classifier(new() { Network = new(8), Ensemble = bag }, Iris)), Iris);
        yield return ("networks of several settings, by weight", Chosen(Iris), Iris);
        yield return ("several networks with one sigmoid each", Classifier(new() { Network = new(4) { Loss = new BinaryCrossEntropy() }, Ensemble = bag }, Moons), Moons);
        yield return ("intervals", Regressor(new() { Network = new(8), Uncertainty = new() { Intervals = 0.8 } }, Friedman), Friedman);
        yield return ("intervals whose widths adapt", Regressor(new() { Network = new(8), Uncertainty = new() { Intervals = 0.8, AdaptiveWidths = true } }, Friedman), Friedman);
        yield return ("intervals of a range", Regressor(new() { Network = new(3) { OutputActivation = new Sigmoid() }, Uncertainty = new() { Intervals = 0.5, CalibrationFraction = 0.5 } }, Sleep), Sleep);
        yield return ("sets and a temperature", Temperature(Classifier(new() { Network = new(8), Uncertainty = sets }, Iris)), Iris);
        yield return ("sets that cover each class, of one sigmoid", Classifier(new() { Network = new(4) { Loss = new BinaryCrossEntropy() }, Uncertainty = sets with { CoverageByClass = true, Temperature = false } }, Moons), Moons);
        yield return ("numbers of a range", Regressor(new() { Network = new(3) { OutputActivation = new Sigmoid() }, Preprocessing = new() { Scaling = ScalerMethod.MaxAbs } }, Sleep), Sleep);
    }

    // Of a search over sizes and scalers.
    private static Model Chosen(Dataset data)
    {
        var space = new SearchSpace(Dimension.Parse("hidden=2;6,4;12"), Dimension.Parse("scale=standard;minmax"));
        EnsembleSelection ensemble = Tuner.Run(data, space, SettingsOf, new TuningOptions { Method = SearchMethod.Grid, Folds = 3, Ensemble = 8 }).Ensemble!;
        Model model = ensemble.Train(new DataParts(data)).Model;
        Assert.True(model.Members.Count > 1);
        return model;

        static MlpSettings SettingsOf(Candidate candidate) => candidate.Values.Count == 0
            ? new() { Network = new(3), Training = new() { Epochs = 8 } }
            : new()
            {
                Network = new([.. candidate["hidden"].Split(',').Select(int.Parse)]),
                Training = new() { Epochs = 8 },
                Preprocessing = new() { Scaling = candidate["scale"] == "minmax" ? ScalerMethod.MinMax : ScalerMethod.Standard },
            };
    }

    /// <summary>Models of a table with every kind of column and gaps, and rows to ask them, some of a city that training never saw.</summary>
    public static IEnumerable<(string Name, Model Model, Table Rows)> OfTables()
    {
        Table buyers = People("buys", "label"), spenders = People("spends", "values");
        var labels = new Table([.. buyers.Without("buys").Columns, Booleans("old", row => row % 2 == 0), Booleans("tall", row => row % 5 == 0)]);
        yield return ("classes", new MlpClassifier(new() { Network = new(6), Training = new() { Epochs = 20 } }).Fit(buyers, "buys"), WithStrangers(buyers));
        yield return ("labels", new MlpClassifier(new() { Network = new(6), Training = new() { Epochs = 20 } }).Fit(labels, ["old", "tall"]), WithStrangers(labels));
        var started = new Table([.. buyers.Columns, TableColumn.From("started", Enumerable.Range(0, 200).Select(row => row % 3 == 0 ? default : (Cell)new DateOnly(2026, 1, 2)))]);
        yield return ("a date of which only gaps matter", new MlpClassifier(new() { Network = new(6), Training = new() { Epochs = 20 } }).Fit(started, "buys"), started);
        MlpSettings vectors = new()
        {
            Network = new(6, 6) { Residual = true, FeatureScale = true, InputNoise = 0.1 },
            Training = new() { Epochs = 20 },
            Preprocessing = new() { Embeddings = [new CategoryEmbedding("city", 3)] },
        };
        yield return ("vectors", new MlpClassifier(vectors).Fit(buyers, "buys"), WithStrangers(buyers));
        yield return ("several networks of a table", new MlpClassifier(vectors with { Ensemble = new() { Folds = 2 } }).Fit(buyers, "buys"), WithStrangers(buyers));
        MlpSettings filled = vectors with { Preprocessing = vectors.Preprocessing with { MissingCategories = MissingCategory.MostFrequent } };
        yield return ("vectors, and the most frequent level for gaps", new MlpClassifier(filled).Fit(buyers, "buys"), WithStrangers(buyers));
        MlpSettings tabular = new()
        {
            Network = new(6) { NumberEmbedding = new Pbld(), FeatureScale = true },
            Training = new() { Epochs = 20 },
            Preprocessing = new() { Scaling = ScalerMethod.RobustClip, EmbedBeyond = new(3, 2), TwoLevelsAsOne = true },
        };
        var pairs = new Table([.. buyers.Columns, TableColumn.From("pair", Enumerable.Range(0, 200).Select(row => row % 7 == 0 ? default : (Cell)(row % 3 == 0 ? "left" : "right")))]);
        yield return ("numbers, levels and pairs as RealMLP has them", new MlpClassifier(tabular).Fit(pairs, "buys"), WithStrangers(pairs));
        Table cities = buyers.Select("city", "buys");
        yield return ("vectors alone", new MlpClassifier(vectors).Fit(cities, "buys"), WithStrangers(cities));
        var regressor = new MlpRegressor(new() { Network = new(6), Training = new() { Epochs = 20 }, Preprocessing = new() { MaxLevels = 2, MissingCategories = MissingCategory.MostFrequent } });
        yield return ("numbers", regressor.Fit(spenders, "spends"), WithStrangers(spenders));
    }

    /// <summary>The model at a temperature, whether it found one or not.</summary>
    private static Model Temperature(Model model) => new(model.Networks, model.Info with
    {
        Temperature = new TemperatureScaling(1.7, 20, 1, 0.9),
        Conformal = model.Info.Conformal is { } conformal ? conformal with { Groups = [.. conformal.Groups.Select(group => group with { Temperature = 1.7 })] } : null,
    });

    // Their age has the name of an output: names must not be taken twice.
    private static Table People(string target, string age)
    {
        Table people = Nabla.Tests.Models.People.Table(200);
        return new Table([.. people.Select("city", "member", "born", target).Columns, new TableColumn(ColumnSchema.Number(age), people["age"].Values.ToArray())]);
    }

    private static Table WithStrangers(Table people)
        => people.With(TableColumn.From("city", Enumerable.Range(0, people.Rows).Select(row => row < 9 ? "Bonn" : people["city"].Text(row) is { } text ? (Cell)text : default)));

    private static TableColumn Booleans(string name, Func<int, bool> value) => TableColumn.From(name, Enumerable.Range(0, 200).Select(row => (Cell)value(row)));

    private static Model Classifier(MlpSettings settings, Dataset rows) => new MlpClassifier(settings with { Training = new() { Epochs = 8 } }).Fit(rows);

    private static Model Regressor(MlpSettings settings, Dataset rows) => new MlpRegressor(settings with { Training = new() { Epochs = 8 } }).Fit(rows);
}
