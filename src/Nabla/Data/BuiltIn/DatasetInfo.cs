namespace Nabla.Data;

/// <summary>An entry of the catalogue of data sets.</summary>
public sealed class DatasetInfo
{
    internal DatasetInfo(
        string name, string description, string source, LearningTask task, int rows, int features, Func<DatasetSettings, DataParts> load)
    {
        this.Name = name;
        this.Description = description;
        this.Source = source;
        this.Task = task;
        this.Rows = rows;
        this.Features = features;
        this.Load = load;
    }

    /// <summary>The name to load it by.</summary>
    public string Name { get; }

    /// <summary>A description in one line.</summary>
    public string Description { get; }

    /// <summary>The origin of the data.</summary>
    public string Source { get; }

    /// <summary>The task: classification or regression.</summary>
    public LearningTask Task { get; }

    /// <summary>The number of training rows; the default if it is an option.</summary>
    public int Rows { get; }

    /// <summary>The number of features.</summary>
    public int Features { get; }

    /// <summary>The default values of its options; null for an option it does not have.</summary>
    public DatasetOptions Defaults { get; internal init; } = new();

    /// <summary>Loads or generates the data.</summary>
    internal Func<DatasetSettings, DataParts> Load { get; }

    /// <summary>Replaces null options with their defaults.</summary>
    /// <exception cref="ArgumentException">This data set does not have one of the options.</exception>
    internal DatasetSettings Complete(
        DatasetOptions options, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken) => new(
        this.Choose(options.Rows, this.Defaults.Rows, "rows"),
        this.Choose(options.Noise, this.Defaults.Noise, "noise"),
        this.Choose(options.Factor, this.Defaults.Factor, "factor"),
        options.Seed,
        progress,
        cancellationToken);

    private TNumber Choose<TNumber>(TNumber? given, TNumber? known, string option)
        where TNumber : struct
    {
        if (given is not null && known is null)
            throw new ArgumentException($"data set '{this.Name}' has no option '{option}'", option);
        return given ?? known.GetValueOrDefault();
    }
}

/// <summary>The options of a data set with all defaults filled in.</summary>
internal readonly record struct DatasetSettings(
    int Rows, double Noise, double Factor, ulong Seed, IProgress<DownloadProgress>? Progress, CancellationToken CancellationToken);
