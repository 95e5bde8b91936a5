namespace Nabla.Data;

/// <summary>The catalogue of data sets: built in, generated, or downloaded once.</summary>
public static class Datasets
{
    private const string Generated = "generated from a seed";
    private const string Tutorial = "tutorials on training a network for test scores";

    /// <summary>All data sets of the catalogue.</summary>
    public static IReadOnlyList<DatasetInfo> All { get; } =
    [
        new("digits", "8×8 images of handwritten digits", "Alpaydin & Kaynak (1998), UCI, CC BY 4.0", LearningTask.Classification, 1797, 64,
            _ => new(Digits())),
        new("iris", "three species of iris by sepals and petals", "Fisher (1936), UCI, CC BY 4.0", LearningTask.Classification, 150, 4,
            _ => new(Iris())),
        new("circles", "a circle of points in another; the factor is its radius", Generated, LearningTask.Classification, 100, 2,
            s => new(Generators.Circles(s.Rows, s.Noise, s.Factor, s.Seed)))
        {
            Defaults = new() { Rows = 100, Noise = 0.1, Factor = 0.3 },
        },
        new("moons", "two half circles that interlock", Generated, LearningTask.Classification, 200, 2,
            s => new(Generators.Moons(s.Rows, s.Noise, s.Seed)))
        {
            Defaults = new() { Rows = 200, Noise = 0.2 },
        },
        new("spirals", "two spiral arms; the factor is their turns", Generated, LearningTask.Classification, 400, 2,
            s => new(Generators.Spirals(s.Rows, s.Noise, s.Factor, s.Seed)))
        {
            Defaults = new() { Rows = 400, Noise = 0.02, Factor = 1.75 },
        },
        new("xor", "the corners of a square, opposite ones of one class", Generated, LearningTask.Classification, 200, 2,
            s => new(Generators.Xor(s.Rows, s.Noise, s.Seed)))
        {
            Defaults = new() { Rows = 200, Noise = 0.15 },
        },
        new("gaussians", "three clouds; the factor is their distance from the middle", Generated, LearningTask.Classification, 300, 2,
            s => new(Generators.Gaussians(s.Rows, s.Noise, s.Factor, seed: s.Seed)))
        {
            Defaults = new() { Rows = 300, Noise = 1, Factor = 2 },
        },
        new("friedman1", "a smooth function of five of ten features", "Friedman (1991), " + Generated, LearningTask.Regression, 500, 10,
            s => new(Generators.Friedman1(s.Rows, s.Noise, s.Seed)))
        {
            Defaults = new() { Rows = 500, Noise = 1 },
        },
        new("sine", "a sine curve; the factor is its number of periods", Generated, LearningTask.Regression, 200, 1,
            s => new(Generators.Sine(s.Rows, s.Noise, s.Factor, s.Seed)))
        {
            Defaults = new() { Rows = 200, Noise = 0.1, Factor = 1 },
        },
        new("sleep-study", "test scores by hours of sleep and study, with test rows", Tutorial, LearningTask.Regression, 3, 2,
            _ => new(SleepStudy.Original, Test: SleepStudy.Test)),
        new("sleep-study-extended", "the same with a fourth row, to overfit on", Tutorial, LearningTask.Regression, 4, 2,
            _ => new(SleepStudy.Extended, Test: SleepStudy.Test)),
        new("sleep-study-test", "the test rows alone", Tutorial, LearningTask.Regression, 4, 2,
            _ => new(SleepStudy.Test)),
        new("mnist", "28×28 images of handwritten digits, with test images; 11 MB, downloaded once", "LeCun et al. (1998)",
            LearningTask.Classification, 60_000, 784,
            s => Mnist.LoadAsync(progress: s.Progress, cancellationToken: s.CancellationToken).GetAwaiter().GetResult()),
    ];

    /// <summary>1,797 images of handwritten digits, 8×8 pixels with values from 0 to 16 (Alpaydin and Kaynak, 1998).</summary>
    public static Dataset Digits() => EmbeddedTable.Read("digits", "digits.csv.gz", new ImageShape(8, 8));

    /// <summary>150 irises of three species, with lengths and widths in cm (Fisher, 1936).</summary>
    public static Dataset Iris() => EmbeddedTable.Read("iris", "iris.csv");

    /// <summary>Loads a data set of the catalogue; its training part if it has a separate test part.</summary>
    /// <inheritdoc cref="LoadParts"/>
    public static Dataset Load(string name, DatasetOptions? options = null) => LoadParts(name, options).Train;

    /// <summary>Loads a data set of the catalogue, with its test part if it has one.</summary>
    /// <param name="name">The name in the catalogue.</param>
    /// <param name="options">The options of generated data.</param>
    /// <param name="progress">Receives the progress of a download.</param>
    /// <param name="cancellationToken">Cancels a download.</param>
    /// <exception cref="ArgumentException">There is no such data set, or it does not have one of the options.</exception>
    /// <exception cref="IOException">A download failed (only <c>mnist</c>, on first use).</exception>
    public static DataParts LoadParts(
        string name,
        DatasetOptions? options = null,
        IProgress<DownloadProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        if (All.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.Ordinal)) is not { } info)
        {
            string known = string.Join(", ", All.Select(entry => entry.Name));
            throw new ArgumentException($"unknown data set '{name}': known are {known}", nameof(name));
        }

        return info.Load(info.Complete(options ?? new(), progress, cancellationToken));
    }
}
