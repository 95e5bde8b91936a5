using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;

namespace Nabla.Reports.Tests;

/// <summary>Small models to report on, each trained once.</summary>
public static class Samples
{
    /// <summary>Names that would do harm or look wrong if they were not written as text.</summary>
    public static readonly string[] HostileNames =
    [
        "<script>window.hacked = true</script>",
        "\"quotes\" & 'apostrophes' <b>bold</b>",
        "עברית ועוד %{x} var(--ink)",
        "</script><img src=x onerror=\"window.hacked = true\">",
    ];

    private static readonly Lazy<(Model, Dataset)> LazyDigits = new(() => Judged(
        Split.TrainValidationTest(Datasets.Digits(), 0.2, 0.2, seed: 1), new MlpSettings { HiddenLayers = [16], Epochs = 8 }));

    private static readonly Lazy<(Model, Dataset)> LazyMoons = new(() => Judged(
        Split.TrainValidationTest(Datasets.Load("moons"), 0.2, 0.2, seed: 1),
        new MlpSettings { HiddenLayers = [3], Activation = new Tanh(), Epochs = 60, LearningRate = 0.02 }));

    private static readonly Lazy<(Model, Dataset)> LazyMinimized = new(() => Judged(
        Split.TrainTest(Generators.Moons(120, noise: 0.2), 0.4, seed: 1),
        new MlpSettings { HiddenLayers = [4], Activation = new Tanh(), Solver = new LBFGS(), L2 = 0.1, Epochs = 40, Precision = Precision.Double }));

    private static readonly Lazy<(Model, Dataset)> LazySleepStudy = new(() => Judged(
        new DataParts(SleepStudy.Extended, Test: SleepStudy.Test), new MlpSettings { HiddenLayers = [3], Epochs = 20 }));

    private static readonly Lazy<(Model, Dataset)> LazyHostile = new(() => Judged(
        Split.TrainTest(HostileData(), 0.4, seed: 1), new MlpSettings { HiddenLayers = [4], Epochs = 3 }));

    /// <summary>A classifier of images in ten classes.</summary>
    public static (Model Model, Dataset Data) Digits => LazyDigits.Value;

    /// <summary>A classifier of two features in two classes with three hidden units.</summary>
    public static (Model Model, Dataset Data) Moons => LazyMoons.Value;

    /// <summary>A classifier of two features, trained by a full-batch solver.</summary>
    public static (Model Model, Dataset Data) Minimized => LazyMinimized.Value;

    /// <summary>A regression on two features.</summary>
    public static (Model Model, Dataset Data) Scores => LazySleepStudy.Value;

    /// <summary>A classifier whose features and classes have hostile names.</summary>
    public static (Model Model, Dataset Data) Hostile => LazyHostile.Value;

    /// <summary>A report of 10,000 epochs on 100,000 rows.</summary>
    public static Report Large()
    {
        Model model = Judged(new DataParts(Generators.Moons(60), Generators.Moons(40, seed: 1)), new MlpSettings { HiddenLayers = [3], Epochs = 10_000, BatchSize = null }).Model;
        return ModelReport.Of(model, Generators.Moons(100_000, noise: 0.4, seed: 2), unseen: true);
    }

    private static (Model Model, Dataset Data) Judged(DataParts parts, MlpSettings settings)
        => (ModelTrainer.Train(parts, settings).Model, parts.Test ?? parts.Train);

    private static Dataset HostileData()
    {
        var random = new Random(1);
        var features = new Matrix<double>(80, HostileNames.Length);
        for (int i = 0; i < features.Data.Length; i++)
            features.Data[i] = random.NextDouble();
        int[] labels = [.. Enumerable.Range(0, features.Rows).Select(row => row % HostileNames.Length)];
        return Dataset.Classification(HostileNames[0], features, HostileNames, labels, HostileNames);
    }
}
