namespace Nabla.Data;

/// <summary>The columns of a table to pack.</summary>
/// <param name="Targets">The target columns.</param>
public sealed record PackSettings(IReadOnlyList<string> Targets)
{
    /// <summary>The task; null, the default, for detection.</summary>
    public LearningTask? Task { get; init; }

    /// <summary>The column of weights, numbers above 0; null, the default, for 1 each.</summary>
    public string? Weight { get; init; }

    /// <summary>A column whose equal values form groups: splits keep a group in one part, and the column is not a feature. Null, the default, for none.</summary>
    public string? Group { get; init; }

    /// <summary>
    /// A column of dates or numbers with the time of each row: splits test on the latest rows. It is also a feature. Null, the default, for none.
    /// </summary>
    public string? Time { get; init; }

    /// <summary>Columns that are kept even if their numbers only identify rows; none by default.</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

    /// <summary>Cancels packing.</summary>
    public CancellationToken Cancellation { get; init; }
}

/// <summary>The result of packing.</summary>
/// <param name="Rows">The number of rows in the file.</param>
/// <param name="LeftOut">The number of rows omitted because they have no target.</param>
/// <param name="Counters">The columns omitted because their numbers only identify rows.</param>
/// <param name="Target">The target.</param>
/// <param name="Features">The features.</param>
/// <param name="Fingerprint">The fingerprint of the data.</param>
/// <param name="Bytes">The length of the file in bytes.</param>
public sealed record PackResult(
    int Rows, int LeftOut, IReadOnlyList<string> Counters, TargetSchema Target, TableSchema Features, string Fingerprint, long Bytes)
{
    /// <summary>The detected task and the reason; null if the task was given.</summary>
    internal TaskInference? Inference { get; init; }
}
