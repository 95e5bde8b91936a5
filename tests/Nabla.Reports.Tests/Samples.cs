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
        Split.TrainValidationTest(Datasets.Digits(), 0.2, 0.2, seed: 1), new MlpSettings { Network = new(16), Training = new() { Epochs = 8 } }));

    private static readonly Lazy<(Model, Dataset)> LazyMoons = new(() => Judged(
        Split.TrainValidationTest(Datasets.Load("moons"), 0.2, 0.2, seed: 1),
        new MlpSettings { Network = new(3) { Activation = new Tanh() }, Training = new() { Epochs = 60, LearningRate = 0.02 } }));

    private static readonly Lazy<(Model, Dataset)> LazyMinimized = new(() => Judged(
        Split.TrainTest(Generators.Moons(120, noise: 0.2), 0.4, seed: 1),
        new MlpSettings { Network = new(4) { Activation = new Tanh(), L2 = 0.1 }, Training = new() { Optimizer = new LBFGS(), Epochs = 40 }, Precision = Precision.Double }));

    private static readonly Lazy<(Model, Dataset)> LazySleepStudy = new(() => Judged(
        new DataParts(SleepStudy.Extended, Test: SleepStudy.Test), new MlpSettings { Network = new(3), Training = new() { Epochs = 20 } }));

    private static readonly Lazy<(Model, Dataset)> LazyHostile = new(() => Judged(
        Split.TrainTest(HostileData(), 0.4, seed: 1), new MlpSettings { Network = new(4), Training = new() { Epochs = 3 } }));

    private static readonly Lazy<(Model, Dataset)> LazyCustomers = new(() => Judged(
        Split.TrainTest(CustomerData(), 0.4, seed: 1), new MlpSettings { Network = new(6), Training = new() { Epochs = 15 } }));

    private static readonly Lazy<(Model, Dataset)> LazyLabels = new(() => Judged(
        Split.TrainTest(LabelData(), 0.4, seed: 1), new MlpSettings { Network = new(8), Training = new() { Epochs = 40 } }));

    /// <summary>The columns of the customers' table that are no target.</summary>
    public static readonly string[] CustomerColumns = ["age", "a column with a rather long name", "city", "joined"];

    /// <summary>A city whose name would fill a chart.</summary>
    public const string LongCity = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch, Anglesey";

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

    /// <summary>A classifier of a user's table with numbers, texts, dates and gaps.</summary>
    public static (Model Model, Dataset Data) Customers => LazyCustomers.Value;

    /// <summary>A model of labels, each with a pattern of its own.</summary>
    public static (Model Model, Dataset Data) Labels => LazyLabels.Value;

    /// <summary>A report of 10,000 epochs on 100,000 rows.</summary>
    public static Report Large()
    {
        Model model = Judged(new DataParts(Generators.Moons(60), Generators.Moons(40, seed: 1)), new MlpSettings { Network = new(3), Training = new() { Epochs = 10_000, BatchSize = null } }).Model;
        return ModelReport.Of(model, Generators.Moons(100_000, noise: 0.4, seed: 2), unseen: true);
    }

    private static (Model Model, Dataset Data) Judged(DataParts parts, MlpSettings settings)
        => (ModelTrainer.Train(parts, settings).Model, parts.Test ?? parts.Train);

    private static Dataset CustomerData()
    {
        var random = new Random(1);
        string[] cities = ["Zürich", "<b>Bern</b>", LongCity];
        double?[] ages = [.. Enumerable.Range(0, 200).Select(_ => random.Next(10) == 0 ? (double?)null : random.Next(18, 80))];
        string[] homes = [.. ages.Select(_ => cities[random.Next(3)])];
        string[] leaves = [.. homes.Select(city => (city == LongCity) == (random.Next(5) > 0) ? "leaves" : "stays")];
        DateTime[] joined = [.. ages.Select(_ => new DateTime(2020, 1, 1).AddDays(random.Next(1000)))];
        double[] other = [.. ages.Select(_ => random.NextDouble())];
        Table table = Columns.From(
            Enumerable.Range(0, ages.Length).ToArray(),
            (CustomerColumns[0], i => ages[i]),
            (CustomerColumns[1], i => other[i]),
            (CustomerColumns[2], i => homes[i]),
            (CustomerColumns[3], i => joined[i]),
            ("answer", i => leaves[i]));
        return Dataset.FromTable("customers", table, TargetSchema.Of(table, ["answer"], LearningTask.Classification));
    }

    private static Dataset LabelData()
    {
        var random = new Random(1);
        Matrix<double> features = new(150, 3), labels = new(150, 3);
        for (int row = 0; row < features.Rows; row++)
        {
            for (int k = 0; k < features.Columns; k++)
                features[row, k] = random.NextDouble();
            (labels[row, 0], labels[row, 1]) = (features[row, 0] > 0.5 ? 1 : 0, features[row, 1] + (0.3 * random.NextDouble()) > 0.9 ? 1 : 0);
        }

        return Dataset.MultiLabel("labels", features, ["a", "b", "c"], labels, ["large", "rare", "never"]);
    }

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
