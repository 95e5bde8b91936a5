using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Optimization;
using Nabla.Tests.Networks;

namespace Nabla.Tests.Models;

/// <summary>Small trained models, and their files.</summary>
internal static class SampleModels
{
    /// <summary>Classes, in single precision, with all parts of the data.</summary>
    public static Model Iris { get; } = Train(
        Split.TrainTest(Datasets.Iris(), 0.25, 1) with { Validation = Datasets.Iris() },
        new MlpSettings { Network = new(5, 3) { L2 = 0.01, Activation = new LeakyReLU(0.02) }, Training = new() { Epochs = 4 } });

    /// <summary>A regression, in double precision, without biases.</summary>
    public static Model Sine { get; } = Train(
        new DataParts(Datasets.Load("sine", new DatasetOptions { Rows = 20 })),
        new MlpSettings
        {
            Network = new(4)
            {
                Activation = new Nabla.Networks.Tanh(),
                Bias = false,
                WeightInitializer = new Normal(0, 0.5),
                Loss = new Huber(0.7),
                Reduction = Reduction.Sum,
            },
            Training = new()
            {
                Epochs = 3,
                BatchSize = null,
                Optimizer = new Chain(new Momentum(0.8, RateOutside: true), new SGD()),
                LearningRate = 0.05,
            },
            Precision = Precision.Double,
        });

    /// <summary>Two classes at one output, linear.</summary>
    public static Model Xor { get; } = Train(
        new DataParts(Datasets.Load("xor", new DatasetOptions { Rows = 16 })),
        new MlpSettings { Network = new([]) { OutputActivation = new Sigmoid(), L1 = 1 }, Training = new() { Epochs = 0 }, Preprocessing = new() { Scaling = ScalerMethod.None } });

    /// <summary>A regression with batch and layer normalisation, in double precision, its running statistics not those it starts with.</summary>
    public static Model Normalized { get; } = Normalize();

    /// <summary>Classes of a table with every kind of column and gaps.</summary>
    public static Model Buyers { get; } = Train(
        new DataParts(People.Dataset(People.Table(40), "buys")),
        new MlpSettings { Network = new(3), Training = new() { Epochs = 2 }, Preprocessing = new() { MaxLevels = 3, MissingCategories = MissingCategory.MostFrequent } });

    /// <summary>Two labels of a table.</summary>
    public static Model Labels { get; } = new MlpClassifier(new() { Network = new(2), Training = new() { Epochs = 2 } }).Fit(
        Columns.From(Enumerable.Range(0, 20), ("x", i => i), ("even", i => i % 2 == 0), ("large", i => i > 9)), ["even", "large"]);

    /// <summary>Classes of a table by layers of every kind.</summary>
    public static Model Layered { get; } = Train(
        new DataParts(People.Dataset(People.Table(40), "buys")),
        new MlpSettings
        {
            Network = new(3, 3)
            {
                Activation = new ParametricReLU(),
                Residual = true,
                Normalization = Normalization.Batch,
                Dropout = [0.1],
                InputNoise = 0.1,
                FeatureScale = true,
            },
            Training = new() { RateFactors = [1, 0.5, 1], Epochs = 2 },
            Preprocessing = new() { Embeddings = [new CategoryEmbedding("city", 2)] },
        });

    /// <summary>Several networks of a table, with sets of classes.</summary>
    public static Model Several { get; } = Train(
        new DataParts(People.Dataset(People.Table(40), "buys")),
        new MlpSettings
        {
            Network = new(2),
            Training = new() { Epochs = 2 },
            Ensemble = new() { Folds = 2 },
            Uncertainty = new() { Sets = 0.5, SetScore = SetScore.Adaptive, RandomizedSets = true },
        });

    /// <summary>A regression with intervals.</summary>
    public static Model Intervals { get; } = Train(
        new DataParts(Datasets.Load("sine", new DatasetOptions { Rows = 30 })),
        new MlpSettings { Network = new(2), Training = new() { Epochs = 2 }, Uncertainty = new() { Intervals = 0.8 } });

    /// <summary>A regression with intervals whose widths adapt.</summary>
    public static Model Widths { get; } = Train(
        new DataParts(Datasets.Load("sine", new DatasetOptions { Rows = 70 })),
        new MlpSettings { Network = new(2), Training = new() { Epochs = 2 }, Uncertainty = new() { Intervals = 0.8, AdaptiveWidths = true } });

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyDictionary<string, Model> All { get; } = new Dictionary<string, Model>(StringComparer.Ordinal)
    {
        ["iris"] = Iris,
        ["sine"] = Sine,
        ["xor"] = Xor,
        ["normalized"] = Normalized,
        ["buyers"] = Buyers,
        ["labels"] = Labels,
        ["layered"] = Layered,
        ["several"] = Several,
        ["intervals"] = Intervals,
        ["widths"] = Widths,
    };

    /// <summary>The bytes of a model's file.</summary>
    public static byte[] ToBytes(Model model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }

    private static Model Normalize()
    {
        var spec = new NetworkSpec(
            1,
            [
                new GaussianNoise(0.2),
                new Dropout(0.1),
                .. Hidden.Layer(3, normalization: Normalization.Batch, dropout: 0.25, bias: false),
                .. Hidden.Layer(2, new Nabla.Networks.Tanh(), Normalization.Layer),
                new Dense(1) { Activation = new Identity() },
            ]);
        Network<double> network = Network<double>.Create(spec, seed: 1);
        for (int i = 0; i < network.Statistics.Length; i++)
            network.Statistics[i] = i + 0.5;
        return new Model([new NetworkPredictor<double>(network, Sine.Info)], Sine.Info);
    }

    private static Model Train(DataParts parts, MlpSettings settings)
        => ModelTrainer.Train(parts, settings, new RunControl { Threads = 1 }).Model;
}
