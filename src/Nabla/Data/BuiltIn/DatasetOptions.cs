namespace Nabla.Data;

/// <summary>The options of generated data sets; null for the data set's default.</summary>
public sealed record DatasetOptions
{
    /// <summary>The number of rows.</summary>
    public int? Rows { get; init; }

    /// <summary>The standard deviation of the normal noise.</summary>
    public double? Noise { get; init; }

    /// <summary>The parameter of the data set's shape; each generator documents its meaning.</summary>
    public double? Factor { get; init; }

    /// <summary>The seed of the data; the same seed gives the same rows.</summary>
    public ulong Seed { get; init; } = 1;
}
