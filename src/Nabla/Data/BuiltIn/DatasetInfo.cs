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

    /// <summary>Where it comes from.</summary>
    public string Source { get; }

    /// <summary>Whether classes or numbers are to be predicted.</summary>
    public LearningTask Task { get; }

    /// <summary>The number of rows to train on; the default where it is an option.</summary>
    public int Rows { get; }

    /// <summary>The number of features.</summary>
    public int Features { get; }

    /// <summary>The defaults of the options it has; an option that is null here it does not have.</summary>
    public DatasetOptions Defaults { get; internal init; } = new();

    /// <summary>Loads or makes the data.</summary>
    internal Func<DatasetSettings, DataParts> Load { get; }

    /// <summary>The options with defaults filled in.</summary>
    /// <exception cref="ArgumentException">An option is given that this data set does not have.</exception>
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

/// <summary>The options a data set is loaded with, without open choices.</summary>
internal readonly record struct DatasetSettings(
    int Rows, double Noise, double Factor, ulong Seed, IProgress<DownloadProgress>? Progress, CancellationToken CancellationToken);
