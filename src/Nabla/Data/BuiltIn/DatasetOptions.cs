namespace Nabla.Data;

/// <summary>Options of the data sets that are generated; null takes the data set's own default.</summary>
public sealed record DatasetOptions
{
    /// <summary>The number of rows.</summary>
    public int? Rows { get; init; }

    /// <summary>The standard deviation of the normal noise.</summary>
    public double? Noise { get; init; }

    /// <summary>The parameter of the data set's shape; each generator documents its meaning.</summary>
    public double? Factor { get; init; }

    /// <summary>The same seed gives the same rows.</summary>
    public ulong Seed { get; init; } = 1;
}
